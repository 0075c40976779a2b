-- What the platform opened us for, as JSON (absent: a plain visit), and its page to return to.
alter table launch_session add column purpose varchar(100000);
alter table launch_session add column return_url varchar(2048);

-- Places of a platform from which somebody launched and which nobody has let in yet; about the person nothing is kept.
create table waiting_deployment (
    institution   uuid                        not null,
    platform      uuid                        not null,
    deployment_id varchar(255)                not null,
    guid          varchar(255),
    platform_name varchar(255),
    first_seen    timestamp(6) with time zone not null,
    last_seen     timestamp(6) with time zone not null,
    primary key (institution, platform, deployment_id),
    foreign key (institution, platform) references platform (institution, id)
);
