-- deletions that owners asked for; whom one names is forgotten here when the other stages have been told
create table deletions (
    id varchar(32) primary key,
    organization_id varchar(32) not null references organizations (id),
    integration_id varchar(32),
    identity_column varchar(32),
    identity_value varchar(512),
    through_at timestamp(3) with time zone not null,
    requested_by varchar(32) not null,
    requested_at timestamp(3) with time zone not null,
    published_at timestamp(3) with time zone
);
