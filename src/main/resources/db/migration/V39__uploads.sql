-- Files of results that people uploaded. The events that were understood lie in parts, sealed, until they are taken in;
-- what nobody confirmed goes after an hour. The id is the digest of what the form names the preview by.
create table upload (
    institution uuid not null,
    id          varchar(64) not null,
    platform    uuid not null,
    course      uuid,
    by_learner  uuid not null,
    by_name     varchar(255),
    file_name   varchar(255) not null,
    state       varchar(12) not null,
    usable      integer not null,
    faulty      integer not null,
    stored      integer not null,
    made_at     timestamp(6) with time zone not null,
    expires_at  timestamp(6) with time zone not null,
    primary key (institution, id)
);

create index upload_latest on upload (institution, made_at);

create table upload_part (
    institution uuid not null,
    upload      varchar(64) not null,
    part        integer not null,
    confirmed   boolean not null,
    events      integer not null,
    usable      integer not null,
    sealed      bytea not null,
    primary key (institution, upload, part)
);

create index upload_part_confirmed on upload_part (institution, confirmed);

-- The feed through which the files of a platform come in.
create table upload_feed (
    institution uuid not null,
    platform    uuid not null,
    feed        varchar(64) not null,
    primary key (institution, platform)
);
