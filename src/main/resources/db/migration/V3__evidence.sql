-- What learners did. Rows are only ever added; one that is heard of again has the same key and is left as it is.
create table evidence (
    institution uuid not null,
    learner     uuid not null,
    evidence_key varchar(200) not null,
    kind        varchar(20) not null,
    platform    uuid,
    course      varchar(255),
    activity    varchar(1000),
    points      decimal(38, 12),
    possible    decimal(38, 12),
    share       decimal(38, 12),
    badge       varchar(255),
    milestone   varchar(255),
    by_role     varchar(30),
    by_learner  uuid,
    note        varchar(4000),
    credits     decimal(38, 12),
    stands      boolean,
    occurred_at timestamp(6) with time zone not null,
    heard_at    timestamp(6) with time zone not null,
    source      varchar(255) not null,
    primary key (institution, learner, evidence_key)
);

-- Learners whose standing may have changed. Each mark is a row of its own: a worker removes exactly the marks it has
-- seen, so that a mark set meanwhile stands on.
create table look_again (
    institution uuid not null,
    id          uuid not null,
    learner     uuid not null,
    primary key (institution, id)
);

create index look_again_learner on look_again (institution, learner);

-- The activities that platforms told us of, for people who choose among them. A course that was not said is ''.
create table known_activity (
    institution uuid not null,
    platform    uuid not null,
    course      varchar(255) not null,
    activity    varchar(1000) not null,
    title       varchar(1000) not null,
    possible    decimal(38, 12),
    primary key (institution, platform, course, activity)
);

-- Learners who turned out to be somebody else. Evidence may still arrive under the old name in the moment of the merge:
-- whoever next looks at that learner brings it over.
create table moved_learner (
    institution  uuid not null,
    learner      uuid not null,
    into_learner uuid not null,
    primary key (institution, learner)
);
