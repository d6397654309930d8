-- attribute keys and frequent values that events have brought, for completion; place is record, resource, scope or name
create table seen_keys (
    organization_id varchar(64) not null,
    integration_id varchar(64) not null,
    signal varchar(16) not null,
    place varchar(16) not null,
    key_name varchar(256) not null,
    value_type varchar(16) not null,
    row_count bigint not null,
    last_at timestamp(3) with time zone not null,
    primary key (organization_id, integration_id, signal, place, key_name)
);

create table seen_values (
    organization_id varchar(64) not null,
    integration_id varchar(64) not null,
    signal varchar(16) not null,
    place varchar(16) not null,
    key_name varchar(256) not null,
    seen_value varchar(200) not null,
    row_count bigint not null,
    primary key (organization_id, integration_id, signal, place, key_name, seen_value)
);

-- how far each table was counted
create table seen_snapshots (
    signal varchar(16) primary key,
    snapshot_id bigint not null
);
