-- deletions after which what was counted of a table was forgotten and counted anew; clean_at is the time of the snapshot, in ms
create table seen_deletions (
    signal varchar(16) not null,
    deletion_id varchar(64) not null,
    clean_at bigint not null,
    primary key (signal, deletion_id)
);
