-- Exports of a day's runs, loads and rejects as tables. digest is of the facts the day had, revision how many exports of
-- the day there were before.
create table history_export (
    history_day char(10) not null,
    revision int not null,
    digest char(64) not null,
    -- EXPORTING, EXPORTED or GIVEN_UP.
    status varchar(20) not null,
    job_instance_id bigint,
    recorded_at timestamp with time zone not null,
    exported_at timestamp with time zone,
    constraint history_export_pk primary key (history_day, revision)
);

-- Days of which runs were purged from the job repository: their tables are all that is left.
create table history_purge (
    history_day char(10) not null,
    runs bigint not null,
    purged_at timestamp with time zone not null,
    constraint history_purge_pk primary key (history_day)
);

-- Spring Cloud Task looks for a run's task here.
create index task_task_batch_job on task_task_batch (job_execution_id);
