-- Clicks and time spent per element, in seconds.
select element_clicked, count(*) as clicks, sum(time_spent) as time_spent, avg(cast(time_spent as double)) as average_time_spent
from clickstream
where element_clicked is not null
group by element_clicked
order by clicks desc, element_clicked
