-- Courses that were copied, by the context ids that platforms give them: the copy may not be known yet. The source is.
create table course_copy (
    institution  uuid                        not null,
    platform     uuid                        not null,
    to_context   varchar(255)                not null,
    from_context varchar(255)                not null,
    how          varchar(10)                 not null,
    told_at      timestamp(6) with time zone not null,
    decided_at   timestamp(6) with time zone,
    decided_by   uuid,
    primary key (institution, platform, to_context, from_context),
    foreign key (institution, platform) references platform (institution, id)
);

-- the activity that this one was copied from, where the platform says so
alter table known_activity add column copied_from varchar(1000);
