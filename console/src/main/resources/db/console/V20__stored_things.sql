-- computed properties, custom metrics, reports and dashboards; kind says which
-- taken_name is the name of a living property or metric, which is a word of formulas, and null otherwise
create table stored_items (
    id varchar(32) primary key,
    organization_id varchar(32) not null references organizations (id),
    kind varchar(16) not null,
    name varchar(200) not null,
    taken_name varchar(200),
    owner_id varchar(32) not null references users (id),
    shared boolean not null,
    version integer not null,
    content text not null,
    created_at timestamp(3) with time zone not null,
    changed_by varchar(32) not null references users (id),
    changed_at timestamp(3) with time zone not null,
    deleted_at timestamp(3) with time zone,
    unique (organization_id, taken_name)
);
create index stored_items_organization on stored_items (organization_id, kind);

create table stored_versions (
    item_id varchar(32) not null references stored_items (id),
    version integer not null,
    name varchar(200) not null,
    content text not null,
    changed_by varchar(32) not null references users (id),
    changed_at timestamp(3) with time zone not null,
    primary key (item_id, version)
);
