-- Messages that came again under their id and said something else. The first counts; this is what came last.
create table message_conflict (
    institution uuid not null,
    feed        varchar(64) not null,
    dedupe_key  varchar(64) not null,
    times       bigint not null,
    first_at    timestamp(6) with time zone not null,
    last_at     timestamp(6) with time zone not null,
    body        varchar(1048576) not null,
    primary key (institution, feed, dedupe_key)
);

create index message_conflict_latest on message_conflict (institution, last_at);
