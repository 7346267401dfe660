-- Generations the inventory was computed from when it was last complete: a later one there is makes it be computed anew.
create table inventory_input (
    table_name varchar(100) not null,
    partition_value varchar(100) not null,
    generation int not null,
    constraint inventory_input_pk primary key (table_name, partition_value)
);

-- Products of which more was sold than there was, by day, as the published inventory has them.
create table inventory_alert (
    snapshot_date char(10) not null,
    product_id varchar(500) not null,
    closing int not null,
    -- Null until somebody was told.
    announced_at timestamp with time zone
);
create index inventory_alert_day on inventory_alert (snapshot_date);
