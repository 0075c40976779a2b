-- What platforms tell us unasked: which notices were taken, and what they were asked to tell.

-- A notice that is taken has its row, so that none is taken twice. Rows stay longer than any notice is accepted for.
create table notice_taken (
    institution uuid                        not null,
    platform    uuid                        not null,
    notice      varchar(255)                not null,
    taken_at    timestamp(6) with time zone not null,
    primary key (institution, platform, notice)
);
create index notice_taken_by_date on notice_taken (institution, taken_at);

-- One row per deployment and type of notice. A row that waits, is to be renewed or is held by a worker says so by
-- next_at. Without a service it only notes that notices come, whoever asked for them.
create table notice_subscription (
    institution   uuid                        not null,
    platform      uuid                        not null,
    deployment_id varchar(255)                not null,
    notice_type   varchar(100)                not null,
    service       varchar(2048),
    handler       varchar(600),
    state         varchar(20)                 not null,
    tries         integer                     not null,
    next_at       timestamp(6) with time zone not null,
    reason        varchar(500),
    subscribed_at timestamp(6) with time zone,
    heard_at      timestamp(6) with time zone,
    primary key (institution, platform, deployment_id, notice_type),
    foreign key (institution, platform) references platform (institution, id)
);
create index notice_subscription_by_time on notice_subscription (institution, next_at);
