-- what the stages counted, by the hour (UTC), for formulas
create table ledger_hours (
    integration_id varchar(32) not null,
    hour_at timestamp(3) with time zone not null,
    stage varchar(16) not null,
    signal varchar(16) not null,
    outcome varchar(32) not null,
    reason varchar(64) not null,
    requests bigint not null,
    records bigint not null,
    bytes bigint not null,
    primary key (integration_id, hour_at, stage, signal, outcome, reason)
);
