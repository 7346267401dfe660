-- The latest hundred events of the table clickstream, orders and clicks.
select event_time, event_id, menu_item, quantity, price, total, customer_id, restaurant_id,
       element_clicked, time_spent, source_menu
from clickstream
order by event_time desc, event_id
limit 100
