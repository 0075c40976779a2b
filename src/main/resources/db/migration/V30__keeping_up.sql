-- PAUSED: nothing is taken for a while; CLOSED: nothing any more, but what came stays.
alter table feed add column state varchar(10) default 'OPEN' not null;

-- What came in which quarter of an hour (counted from 1970), kept for some weeks: for the chart, and for a feed's rhythm.
create table feed_quarter (
    institution uuid not null,
    feed        varchar(64) not null,
    quarter     bigint not null,
    received    bigint not null,
    primary key (institution, feed, quarter)
);

-- What was refused, by reason: there are few reasons, so that no sender can fill this.
create table feed_refusal (
    institution uuid not null,
    feed        varchar(64) not null,
    code        varchar(30) not null,
    refused     bigint not null,
    first_at    timestamp(6) with time zone not null,
    last_at     timestamp(6) with time zone not null,
    primary key (institution, feed, code)
);

-- Most messages of most feeds mean nothing to us: they are counted where they are settled and never again.
create table feed_settled (
    institution uuid not null,
    feed        varchar(64) not null,
    ignored     bigint not null,
    primary key (institution, feed)
);

insert into feed_settled (institution, feed, ignored)
select f.institution, f.id,
       (select count(*) from inbox_message m
         where m.institution = f.institution and m.feed = f.id and m.state = 'IGNORED')
  from feed f;

-- A message that is translated again: what it said before is withdrawn in the same moment.
alter table inbox_message add column again boolean default false not null;

-- How messages of a feed are changed before they are read. A null test means any message.
create table mending_rule (
    institution  uuid not null,
    id           uuid not null,
    feed         varchar(64) not null,
    test         varchar(10) not null,
    at_pointer   varchar(300) not null,
    wanted       varchar(1000) not null,
    put_pointer  varchar(300) not null,
    put_value    varchar(4000) not null,
    note         varchar(500),
    made_by      varchar(255) not null,
    made_at      timestamp(6) with time zone not null,
    removed_by   varchar(255),
    removed_at   timestamp(6) with time zone,
    primary key (institution, id)
);

create index mending_rule_of_feed on mending_rule (institution, feed, made_at);

-- Messages that somebody changed by hand: as they were before each change.
create table message_before (
    institution uuid not null,
    feed        varchar(64) not null,
    dedupe_key  varchar(64) not null,
    changed_at  timestamp(6) with time zone not null,
    changed_by  varchar(255) not null,
    body        varchar(1048576) not null,
    primary key (institution, feed, dedupe_key, changed_at)
);
