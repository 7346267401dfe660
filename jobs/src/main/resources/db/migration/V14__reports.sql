-- What was made of a notebook template for a period. A revision is a run with other inputs or another template.
create table report (
    name varchar(100) not null,
    period_from date not null,
    period_to date not null,
    revision integer not null,
    report_id varchar(120) not null,
    title varchar(200) not null,
    digest varchar(64) not null,
    status varchar(20) not null,
    job_instance_id bigint,
    job_execution_id bigint,
    extract_rows bigint default 0 not null,
    error varchar(2000),
    begun_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    constraint report_pk primary key (name, period_from, period_to, revision),
    constraint report_id_unique unique (name, report_id)
);
create index report_ended on report (ended_at);

-- Its figures, in the order they are shown, which the next report compares its own with.
create table report_figure (
    name varchar(100) not null,
    report_id varchar(120) not null,
    position integer not null,
    figure varchar(200) not null,
    amount decimal(38, 6) not null,
    constraint report_figure_pk primary key (name, report_id, position)
);
