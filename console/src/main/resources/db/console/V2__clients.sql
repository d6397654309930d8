-- clients seen at each integration, the newest time of each
create table integration_clients (
    integration_id varchar(32) not null,
    client varchar(200) not null,
    last_at timestamp(3) with time zone not null,
    primary key (integration_id, client)
);
