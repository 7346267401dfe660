-- The load whose mended rejects a load has; null for a file of its own.
alter table ledger add column replay_of bigint;
-- Rows of days before the business date, among those that are written or duplicates.
alter table ledger add column late_rows bigint default 0 not null;
update ledger set replay_of = (
    select max(cast(p.parameter_value as bigint))
    from batch_job_execution_params p
    join batch_job_execution e on e.job_execution_id = p.job_execution_id
    where e.job_instance_id = ledger.job_instance_id and p.parameter_name = 'replayOfLoad');
create index ledger_replay on ledger (replay_of);

-- Generations in which a load has looked up values: it does so in the same ones when it goes on, or is read again.
create table ledger_lookup (
    load_id bigint not null references ledger (load_id),
    table_name varchar(100) not null,
    partition_value varchar(100) not null,
    generation int not null,
    constraint ledger_lookup_pk primary key (load_id, table_name, partition_value)
);

-- What is to be minded about a load that has come to a good end.
create table ledger_warning (
    load_id bigint not null references ledger (load_id),
    kind varchar(50) not null,
    warning varchar(2000) not null,
    constraint ledger_warning_pk primary key (load_id, kind)
);

-- How products had come into the inventory when it was last complete.
create table inventory_first_count (
    product_id varchar(500) not null,
    snapshot_date char(10) not null,
    quantity int not null
);
