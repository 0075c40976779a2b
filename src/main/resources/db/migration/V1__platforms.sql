-- The ground: the vault's check value, and which platforms we trust with the people and courses they tell us of.

create table vault_check (
    name   varchar(20) primary key,
    sealed bytea       not null
);

create table tool_key (
    name    varchar(20)                 primary key,
    sealed  bytea                       not null,
    made_at timestamp(6) with time zone not null
);

create table institution (
    id   uuid         primary key,
    name varchar(255) not null unique
);

create table platform (
    institution       uuid                        not null references institution (id),
    id                uuid                        not null,
    name              varchar(255)                not null,
    family            varchar(20)                 not null,
    issuer            varchar(255)                not null,
    client_id         varchar(255)                not null,
    authorization_url varchar(512)                not null,
    token_url         varchar(512)                not null,
    jwks_url          varchar(512)                not null,
    active            boolean                     not null,
    registered_at     timestamp(6) with time zone not null,
    primary key (institution, id)
);
-- a launch names its platform by these two alone, before any institution is known
create unique index platform_by_issuer on platform (issuer, client_id);
-- the operator names a platform by its id alone
create unique index platform_by_id on platform (id);

create table platform_deployment (
    institution   uuid         not null,
    platform      uuid         not null,
    deployment_id varchar(255) not null,
    primary key (institution, platform, deployment_id),
    foreign key (institution, platform) references platform (institution, id)
);

-- a person who turned out to be another one stays as a signpost to them
create table learner (
    institution uuid                        not null references institution (id),
    id          uuid                        not null,
    name        varchar(255),
    email       varchar(320),
    merged_into uuid,
    known_since timestamp(6) with time zone not null,
    primary key (institution, id)
);
create index learner_by_merger on learner (institution, merged_into);

create table learner_identifier (
    institution uuid         not null,
    platform    uuid         not null,
    kind        varchar(20)  not null,
    identifier  varchar(255) not null,
    learner     uuid         not null,
    primary key (institution, platform, kind, identifier),
    foreign key (institution, platform) references platform (institution, id)
);
-- before the foreign key, which otherwise makes an index of its own in H2
create index learner_identifier_by_learner on learner_identifier (institution, learner);
alter table learner_identifier add foreign key (institution, learner) references learner (institution, id);

create table course (
    institution     uuid         not null,
    id              uuid         not null,
    platform        uuid         not null,
    context_id      varchar(255) not null,
    own_id          varchar(255) not null,
    title           varchar(255),
    memberships_url varchar(2048),
    primary key (institution, id),
    unique (institution, platform, context_id),
    foreign key (institution, platform) references platform (institution, id)
);
create index course_by_own_id on course (institution, own_id);

create table membership (
    institution uuid        not null,
    course      uuid        not null,
    learner     uuid        not null,
    role        varchar(20) not null,
    active      boolean     not null,
    primary key (institution, course, learner),
    foreign key (institution, course) references course (institution, id)
);
create index membership_by_learner on membership (institution, learner);
alter table membership add foreign key (institution, learner) references learner (institution, id);
