-- Events, orders, clicks and revenue per hour, in UTC.
select date_trunc('hour', event_time) as "hour", count(*) as events, count(menu_item) as orders,
       count(element_clicked) as clicks, coalesce(sum(total), 0) as revenue
from clickstream
group by 1
order by 1
