-- Objects of a compaction, in the order in which their events count: the list is fixed before it is begun. An object is
-- known by its key, below the landing zone, and the version the store gives it.
create table delivery (
    load_id bigint not null references ledger (load_id),
    ordinal int not null,
    object_key varchar(1024) not null,
    version varchar(200) not null,
    size_bytes bigint not null,
    -- LISTED, READ, or REFUSED: it was not there any more as it was listed.
    state varchar(10) not null,
    read_rows bigint default 0 not null,
    rejected_rows bigint default 0 not null,
    -- Of events that happened on a day before that of the delivery.
    late_rows bigint default 0 not null,
    -- How many segments hold the rows of this object and of those behind it that were staged with it.
    segments int default 0 not null,
    constraint delivery_pk primary key (load_id, ordinal)
);
create index delivery_object on delivery (object_key);

-- Objects that were found changed under a key that is known.
create table refused_delivery (
    feed varchar(100) not null,
    object_key varchar(1024) not null,
    version varchar(200) not null,
    refused_at timestamp with time zone not null,
    constraint refused_delivery_pk primary key (feed, object_key, version)
);

-- What became of the rows of a compaction beyond what the ledger counts, by partition.
create table compaction_partition (
    load_id bigint not null references ledger (load_id),
    partition_value varchar(100) not null,
    -- Among the duplicates: rows whose id was there with other content.
    conflict_rows bigint not null,
    -- Published rows that gave way to earlier ones of their id.
    replaced_rows bigint not null,
    constraint compaction_partition_pk primary key (load_id, partition_value)
);
