-- The badges that links in a course show: opened by anybody, they belong to the course also before anything is bound.
create table embedded_badge (
    institution uuid                        not null,
    course      uuid                        not null,
    badge       varchar(63)                 not null,
    -- to the day
    seen_at     timestamp(6) with time zone not null,
    primary key (institution, course, badge)
);
