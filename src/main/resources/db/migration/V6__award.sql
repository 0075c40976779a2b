-- The decisions: one row per learner and badge, whatever happens.
create table award (
    institution uuid not null,
    learner     uuid not null,
    badge       varchar(63) not null,
    id          uuid not null,
    version     integer not null,
    state       varchar(10) not null,
    earned_at   timestamp(6) with time zone not null,
    decided_at  timestamp(6) with time zone not null,
    evidence    varchar(100000) not null,
    reason      varchar(1000),
    -- of a flagged award, when it will be revoked
    grace_until timestamp(6) with time zone,
    -- counts the changes: who has read an older one may not write
    revision    integer not null,
    changed_at  timestamp(6) with time zone not null,
    primary key (institution, learner, badge),
    unique (institution, id)
);
create index award_by_badge on award (institution, badge);
create index award_by_grace on award (institution, grace_until);

-- Awards that changed since they were last made provable; each change is a row of its own.
create table award_to_prove (
    institution uuid not null,
    id          uuid not null,
    award       uuid not null,
    primary key (institution, id)
);

-- Learners whose facts could not be evaluated, until a later look succeeds.
create table look_failed (
    institution uuid not null,
    learner     uuid not null,
    reason      varchar(1000) not null,
    failed_at   timestamp(6) with time zone not null,
    primary key (institution, learner)
);
