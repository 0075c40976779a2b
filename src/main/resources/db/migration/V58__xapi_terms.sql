-- What statements can be found by, as hashes, and when they came, for xAPI feeds that somebody asks. All of it follows from
-- the messages: it is written once it is wanted, when they are worked off and not when they are stored, and is thrown away
-- when somebody is erased.
create table xapi_term (
    institution uuid not null,
    feed        varchar(64) not null,
    term        bigint not null,
    received_at timestamp(6) with time zone not null,
    dedupe_key  varchar(64) not null,
    primary key (institution, feed, term, received_at, dedupe_key)
);

-- The feeds that are asked. What was worked off before is read in the order of its keys, up to this one.
create table xapi_reading (
    institution uuid not null,
    feed        varchar(64) not null,
    through_key varchar(64) not null,
    complete    boolean not null,
    primary key (institution, feed)
);
