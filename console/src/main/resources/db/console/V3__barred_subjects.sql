-- people whom an owner removed and whom the identity provider may still vouch for
create table barred_subjects (
    subject varchar(512) primary key,
    organization_id varchar(32) not null references organizations (id),
    barred_at timestamp(3) with time zone not null
);
