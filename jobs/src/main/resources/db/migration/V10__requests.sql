-- Which way a request came in, and what names it: one that comes again with the same id is answered by the run it had.
alter table admission add column source varchar(20) default 'cli' not null;
alter table admission add column request_id varchar(200);
create index admission_request on admission (request_id);

-- Version of the object a load has read, by which it is known again when it has left its place: the ETag in S3.
alter table ledger add column source_version varchar(200);
create index ledger_source_version on ledger (source_version);

-- The newest event about an object that was dealt with. S3 gives each a sequencer, a hexadecimal number that grows.
create table object_event (
    bucket varchar(100) not null,
    object_key varchar(1024) not null,
    sequencer varchar(100) not null,
    job_execution_id bigint not null,
    handled_at timestamp with time zone not null,
    constraint object_event_pk primary key (bucket, object_key)
);
create index object_event_handled on object_event (handled_at);
