-- How it went to ask for rosters, and when to ask next.
create table roster_sweep (
    institution uuid                        not null,
    course      uuid                        not null,
    platform    uuid                        not null,
    launched_at timestamp(6) with time zone,
    due_at      timestamp(6) with time zone not null,
    succeeded_at timestamp(6) with time zone,
    members     integer,
    failed_at   timestamp(6) with time zone,
    failure     varchar(20),
    detail      varchar(500),
    primary key (institution, course),
    foreign key (institution, course) references course (institution, id)
);
create index roster_sweep_by_platform on roster_sweep (institution, platform, due_at);

-- One node at a time sweeps a platform: it holds the turn until the lease ends, and renews it as it goes on.
create table roster_turn (
    institution  uuid                        not null,
    platform     uuid                        not null,
    holder       uuid                        not null,
    leased_until timestamp(6) with time zone not null,
    primary key (institution, platform),
    foreign key (institution, platform) references platform (institution, id)
);
