-- One person behind many names. Each row of learner is an account: one platform's idea of somebody. Accounts that are one
-- person point to the account that leads them (merged_into). Those that an administrator, a learner or a trusted id
-- linked can be parted again (linked); those that turned out to be the very same account cannot (absorbed_by).
alter table learner add column linked boolean default false not null;
alter table learner add column absorbed_by uuid;
update learner set absorbed_by = merged_into where merged_into is not null;

-- a name that the platform no longer uses itself, because it merged two of its accounts
alter table learner_identifier add column past boolean default false not null;

-- Under which account it came, where that is not the learner's own: by this it goes back when the link is undone.
alter table evidence add column came_as uuid;
alter table moved_learner add column account uuid;
update moved_learner set account = into_learner;
create index moved_learner_into on moved_learner (institution, into_learner);

-- Which addresses a platform said are whose, as the SHA-1 of "mailto:" and the address: enough to find, not to write to.
create table person_address (
    institution uuid        not null,
    platform    uuid        not null,
    digest      varchar(40) not null,
    learner     uuid        not null,
    primary key (institution, platform, digest, learner)
);
create index person_address_of on person_address (institution, learner);

-- Who linked which accounts, why and when; and who undid it.
create table person_link (
    institution uuid                        not null,
    id          uuid                        not null,
    account     uuid                        not null,
    person      uuid                        not null,
    how         varchar(20)                 not null,
    why         varchar(500)                not null,
    made_by     varchar(100)                not null,
    made_at     timestamp(6) with time zone not null,
    undone_at   timestamp(6) with time zone,
    undone_by   varchar(100),
    undone_why  varchar(500),
    primary key (institution, id)
);
create index person_link_of_account on person_link (institution, account);
create index person_link_of_person on person_link (institution, person);

-- Which courses an account was in before it was linked: needed where both accounts are of one platform.
create table linked_membership (
    institution uuid        not null,
    account     uuid        not null,
    course      uuid        not null,
    role        varchar(20) not null,
    active      boolean     not null,
    primary key (institution, account, course)
);

-- What both sides of a link had been awarded when it was made.
create table award_before_link (
    institution uuid                        not null,
    account     uuid                        not null,
    side        varchar(10)                 not null,
    badge       varchar(63)                 not null,
    id          uuid                        not null,
    version     integer                     not null,
    state       varchar(10)                 not null,
    earned_at   timestamp(6) with time zone not null,
    decided_at  timestamp(6) with time zone not null,
    evidence    varchar(100000)             not null,
    reason      varchar(1000),
    grace_until timestamp(6) with time zone,
    revision    integer                     not null,
    changed_at  timestamp(6) with time zone not null,
    primary key (institution, account, side, badge)
);

-- The platforms among which an id of this kind means one person.
create table trusted_id (
    institution uuid                        not null,
    kind        varchar(20)                 not null,
    platform    uuid                        not null,
    declared_by varchar(100)                not null,
    declared_at timestamp(6) with time zone not null,
    -- how far those who were known already have been looked at; null when all have
    swept_to    varchar(255),
    primary key (institution, kind, platform)
);

-- Identifiers of a trusted kind that were just learned: whoever has the same elsewhere is looked for soon.
create table trusted_check (
    institution uuid         not null,
    id          uuid         not null,
    kind        varchar(20)  not null,
    identifier  varchar(255) not null,
    primary key (institution, id)
);

-- People whom a trusted id would make one, and something else speaks against it.
create table link_contradiction (
    institution uuid                        not null,
    one         uuid                        not null,
    other       uuid                        not null,
    kind        varchar(20)                 not null,
    identifier  varchar(255)                not null,
    why         varchar(20)                 not null,
    found_at    timestamp(6) with time zone not null,
    primary key (institution, one, other)
);

-- Codes that somebody takes from one platform to another, to show that both accounts are theirs. Digests only.
create table link_code (
    institution uuid                        not null,
    digest      varchar(64)                 not null,
    account     uuid                        not null,
    platform    uuid                        not null,
    expires_at  timestamp(6) with time zone not null,
    primary key (institution, digest)
);
create index link_code_of on link_code (institution, account);

-- Who was erased: no names, but digests of the identifiers, so that what still comes about them is dropped.
create table erasure (
    institution uuid                        not null,
    id          uuid                        not null,
    erased_by   varchar(100)                not null,
    erased_at   timestamp(6) with time zone not null,
    dropped     bigint                      not null,
    primary key (institution, id)
);
create table erased_identifier (
    institution uuid        not null,
    platform    uuid        not null,
    digest      varchar(64) not null,
    erasure     uuid        not null,
    primary key (institution, platform, digest)
);
create index erased_identifier_of on erased_identifier (institution, erasure);

-- The holder's own copy must verify on, and must not be revoked because nobody stands behind it any more.
alter table credential add column erased_at timestamp(6) with time zone;

create index heard_enrolment_of_course on heard_enrolment (institution, platform, course);
create index credential_of_learner on credential (institution, learner);
