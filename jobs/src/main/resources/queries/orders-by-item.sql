-- Orders, items and revenue per menu item.
select menu_item, count(*) as orders, sum(quantity) as items, sum(total) as revenue
from clickstream
where menu_item is not null
group by menu_item
order by revenue desc, menu_item
