-- Both H2 (PostgreSQL mode) and PostgreSQL run this file as it is.

create table organizations (
    id varchar(32) primary key,
    display_name varchar(200) not null,
    enabled boolean not null,
    quota text not null,
    created_at timestamp(3) with time zone not null
);

-- sign_in_name is null once the user is removed, so that the name is free again and the row stays for the audit log
create table users (
    id varchar(32) primary key,
    organization_id varchar(32) not null references organizations (id),
    sign_in_name varchar(320) unique,
    display_name varchar(200) not null,
    role varchar(16) not null,
    password_hash varchar(512),
    must_set_password boolean not null,
    password_expires_at timestamp(3) with time zone,
    oidc_subject varchar(512) unique,
    created_at timestamp(3) with time zone not null,
    removed_at timestamp(3) with time zone
);
create index users_organization on users (organization_id);

-- taken_name is the reference name while the integration lives and null afterwards
create table integrations (
    id varchar(32) primary key,
    organization_id varchar(32) not null references organizations (id),
    reference_name varchar(64) not null,
    taken_name varchar(64),
    display_name varchar(200) not null,
    description varchar(2000) not null,
    enabled boolean not null,
    policy text not null,
    quota text not null,
    retention_days integer,
    created_by varchar(32) not null references users (id),
    created_at timestamp(3) with time zone not null,
    deleted_at timestamp(3) with time zone,
    unique (organization_id, taken_name)
);

create table api_keys (
    id varchar(32) primary key,
    organization_id varchar(32) not null references organizations (id),
    user_id varchar(32) not null references users (id),
    kind varchar(16) not null,
    name varchar(200) not null,
    digest_hex varchar(64) not null,
    integration_id varchar(32) references integrations (id),
    quota text not null,
    created_at timestamp(3) with time zone not null,
    expires_at timestamp(3) with time zone,
    revoked_at timestamp(3) with time zone,
    replaced_by varchar(32),
    last_used_at timestamp(3) with time zone
);
create index api_keys_organization on api_keys (organization_id);

create table sessions (
    token_digest varchar(64) primary key,
    user_id varchar(32) not null references users (id),
    created_at timestamp(3) with time zone not null,
    last_seen_at timestamp(3) with time zone not null,
    expires_at timestamp(3) with time zone not null,
    address varchar(64) not null,
    client varchar(300) not null
);
create index sessions_user on sessions (user_id);

create table invitations (
    id varchar(32) primary key,
    organization_id varchar(32) not null references organizations (id),
    sign_in_name varchar(320) not null,
    role varchar(16) not null,
    token_digest varchar(64) not null unique,
    created_by varchar(32) not null references users (id),
    created_at timestamp(3) with time zone not null,
    expires_at timestamp(3) with time zone not null,
    closed_at timestamp(3) with time zone
);

-- append-only: the console has no statement that changes or removes a row of it
create table audit_log (
    sequence bigint generated always as identity primary key,
    at timestamp(3) with time zone not null,
    organization_id varchar(32) not null references organizations (id),
    actor_kind varchar(16) not null,
    actor_id varchar(32) not null,
    actor_name varchar(320) not null,
    address varchar(64) not null,
    action varchar(64) not null,
    subject_kind varchar(32) not null,
    subject_id varchar(64) not null,
    before_state text,
    after_state text
);
create index audit_log_organization on audit_log (organization_id, sequence);

create table idempotent_requests (
    organization_id varchar(32) not null references organizations (id),
    request_key varchar(200) not null,
    request_digest varchar(64) not null,
    resource_id varchar(64) not null,
    created_at timestamp(3) with time zone not null,
    primary key (organization_id, request_key)
);

-- one row: counts changes of the directory and numbers the generations published
create table directory_state (
    id integer primary key,
    changes bigint not null,
    generation bigint not null
);
insert into directory_state (id, changes, generation) values (1, 0, 0);

create table integration_activity (
    integration_id varchar(32) not null,
    stage varchar(16) not null,
    signal varchar(16) not null,
    outcome varchar(32) not null,
    reason varchar(64) not null,
    requests bigint not null,
    records bigint not null,
    bytes bigint not null,
    last_at timestamp(3) with time zone not null,
    client varchar(200) not null,
    primary key (integration_id, stage, signal, outcome, reason)
);

create table accounting_positions (
    topic varchar(200) not null,
    partition_number integer not null,
    next_offset bigint not null,
    primary key (topic, partition_number)
);
