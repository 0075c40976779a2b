-- The ways in. The id is 256 random bits and stands in the feed's URL.
create table feed (
    id             varchar(64) not null primary key,
    institution    uuid not null,
    platform       uuid not null,
    kind           varchar(20) not null,
    jwks_url       varchar(2000),
    allow_unsigned boolean not null,
    created_at     timestamp(6) with time zone not null
);

create index feed_of_institution on feed (institution, created_at);

-- Counted once per batch of messages, so that nobody has to count the inbox.
create table feed_tally (
    institution      uuid not null,
    feed             varchar(64) not null,
    received         bigint not null,
    duplicates       bigint not null,
    last_received_at timestamp(6) with time zone,
    primary key (institution, feed)
);

-- Every message that was answered 2xx, once. due_at: for a waiting message since when it waits or when it is tried
-- again, for a parked one when we look for its person again, otherwise when it came.
create table inbox_message (
    institution uuid not null,
    feed        varchar(64) not null,
    dedupe_key  varchar(64) not null,
    platform    uuid not null,
    kind        varchar(20) not null,
    state       varchar(12) not null,
    type        varchar(100) not null,
    reason      varchar(500),
    tries       integer not null,
    received_at timestamp(6) with time zone not null,
    due_at      timestamp(6) with time zone not null,
    body        varchar(1048576) not null,
    primary key (institution, feed, dedupe_key)
);

create index inbox_message_due on inbox_message (institution, state, due_at);

create index inbox_message_latest on inbox_message (institution, received_at);

-- The identifiers under which a message is parked, strongest (0) first.
create table parked_under (
    institution uuid not null,
    platform    uuid not null,
    kind        varchar(20) not null,
    identifier  varchar(255) not null,
    feed        varchar(64) not null,
    dedupe_key  varchar(64) not null,
    strength    integer not null,
    primary key (institution, platform, kind, identifier, feed, dedupe_key)
);

create index parked_under_message on parked_under (institution, feed, dedupe_key);

-- What events said of enrolments: a student may have several in one course (sections), and news may come late.
create table heard_enrolment (
    institution uuid not null,
    platform    uuid not null,
    enrolment   varchar(100) not null,
    course      varchar(100) not null,
    learner     uuid not null,
    active      boolean not null,
    said_at     timestamp(6) with time zone not null,
    primary key (institution, platform, enrolment)
);

create index heard_enrolment_of_learner on heard_enrolment (institution, learner, platform, course);
