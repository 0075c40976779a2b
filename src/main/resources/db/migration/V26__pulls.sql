-- Platforms that are asked, each with its sealed token. paused_until: no course of it is read before, because the
-- platform wants a pause, does not answer, or no longer knows the token.
create table pull_connection (
    institution   uuid not null,
    feed          varchar(64) not null,
    platform      uuid not null,
    kind          varchar(20) not null,
    base          varchar(500) not null,
    host          varchar(300) not null,
    token         bytea not null,
    every_seconds bigint not null,
    failures      integer not null,
    paused_until  timestamp(6) with time zone,
    problem       varchar(500),
    primary key (institution, feed),
    unique (institution, platform, kind)
);

-- Each course that is asked about. stands_at: where the last reading stood, in the source's own words. alive_at: when
-- it was last launched or asked for. lease: made anew whenever a node begins to read, so that one which was overtaken
-- moves nothing any more.
create table pull_course (
    institution  uuid not null,
    feed         varchar(64) not null,
    course       uuid not null,
    stands_at    varchar(8000),
    alive_at     timestamp(6) with time zone not null,
    due_at       timestamp(6) with time zone not null,
    wanted_at    timestamp(6) with time zone,
    begun_at     timestamp(6) with time zone,
    done_at      timestamp(6) with time zone,
    lease        uuid,
    leased_until timestamp(6) with time zone,
    failures     integer not null,
    problem      varchar(500),
    primary key (institution, feed, course)
);
create index pull_course_due on pull_course (institution, feed, due_at);
create index pull_course_by_course on pull_course (institution, course);

-- How each thing looked when it was last kept as a message, and how often it has changed: what looks the same again is
-- no message, and what looks again as it did before the last change is one.
create table pull_seen (
    institution uuid not null,
    feed        varchar(64) not null,
    item        varchar(300) not null,
    digest      varchar(64) not null,
    changes     integer not null,
    primary key (institution, feed, item)
);
