-- Columns of the platforms' gradebooks that Cairn owns, and what it writes into them.

-- what the launches of a course told about its gradebook
create table gradebook_course (
    institution uuid                        not null,
    course      uuid                        not null,
    line_items  varchar(2048),
    -- the granted scopes, with blanks between
    scopes      varchar(2048)               not null,
    heard_at    timestamp(6) with time zone not null,
    primary key (institution, course),
    foreign key (institution, course) references course (institution, id)
);

create table gradebook_column (
    institution   uuid                        not null,
    course        uuid                        not null,
    badge         varchar(63)                 not null,
    platform      uuid                        not null,
    state         varchar(10)                 not null,
    trouble       varchar(20),
    title         varchar(255)                not null,
    line_item     varchar(2048),
    -- set before the platform is asked to make it: until it answered, it may have or may not
    asked_at      timestamp(6) with time zone,
    -- how many more columns there are for the same badge; the first is used
    duplicates    integer                     not null,
    failures      integer                     not null,
    due_at        timestamp(6) with time zone,
    read_at       timestamp(6) with time zone,
    reconciled_at timestamp(6) with time zone,
    primary key (institution, course, badge),
    foreign key (institution, course) references course (institution, id)
);
create index gradebook_column_due on gradebook_column (institution, platform, due_at);

-- one row per student: the percent that shall stand there, the latest wins
create table gradebook_score (
    institution    uuid                        not null,
    course         uuid                        not null,
    badge          varchar(63)                 not null,
    learner        uuid                        not null,
    platform       uuid                        not null,
    state          varchar(10)                 not null,
    trouble        varchar(20),
    wanted         numeric(5, 2),
    complete       boolean                     not null,
    -- what was sent last, noted before it is sent; the platform may not have taken it
    sent           numeric(5, 2),
    sent_complete  boolean                     not null,
    sent_at        timestamp(6) with time zone,
    -- what the platform took
    written        numeric(5, 2),
    failures       integer                     not null,
    due_at         timestamp(6) with time zone,
    -- what somebody else gave, as it was heard last, and how often that changed
    given          numeric(16, 5),
    given_of       numeric(16, 5),
    given_revision integer                     not null,
    primary key (institution, course, badge, learner),
    foreign key (institution, course, badge) references gradebook_column (institution, course, badge)
);
create index gradebook_score_due on gradebook_score (institution, platform, due_at);
create index gradebook_score_by_learner on gradebook_score (institution, learner);

-- whose turn it is to call a platform: one at a time, whatever the number of nodes
create table gradebook_turn (
    institution  uuid                        not null,
    platform     uuid                        not null,
    holder       uuid                        not null,
    held_until   timestamp(6) with time zone not null,
    failures     integer                     not null,
    -- nothing is sent before
    closed_until timestamp(6) with time zone,
    primary key (institution, platform),
    foreign key (institution, platform) references platform (institution, id)
);
