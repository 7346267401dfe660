-- Clicks and time spent per menu they came from, in seconds.
select source_menu, count(*) as clicks, count(distinct element_clicked) as elements, sum(time_spent) as time_spent
from clickstream
where source_menu is not null
group by source_menu
order by clicks desc, source_menu
