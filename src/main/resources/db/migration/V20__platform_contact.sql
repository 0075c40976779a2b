-- When we last had to do with a platform, by kind, and how that went; written at most once a minute each.
create table platform_contact (
    institution uuid                        not null,
    platform    uuid                        not null,
    kind        varchar(20)                 not null,
    good        boolean                     not null,
    detail      varchar(500),
    first_at    timestamp(6) with time zone not null,
    last_at     timestamp(6) with time zone not null,
    primary key (institution, platform, kind),
    foreign key (institution, platform) references platform (institution, id)
);
