-- The catalogue: every version of every badge as its author wrote it, and where badges are embedded in courses.
create table badge_version (
    institution  uuid not null,
    badge        varchar(63) not null,
    version      integer not null,
    document     varchar(200001) not null,
    created_at   timestamp(6) with time zone not null,
    published_at timestamp(6) with time zone,
    primary key (institution, badge, version)
);

-- A course or a bar that was not given is '' or null.
create table binding (
    institution uuid not null,
    badge       varchar(63) not null,
    milestone   varchar(63) not null,
    platform    uuid not null,
    course      varchar(255) not null,
    activity    varchar(1500) not null,
    at_least    decimal(10, 8),
    primary key (institution, badge, milestone, platform, course, activity)
);

-- Grows with every change to what counts. Whoever changes the catalogue holds this row meanwhile.
create table catalogue_version (
    institution uuid not null,
    version     bigint not null,
    primary key (institution)
);
