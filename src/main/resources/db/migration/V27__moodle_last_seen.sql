-- What the last reading of a course saw of each of its people, so that only what changed is kept as a message.
-- member: Moodle's user id; '-' for what belongs to the course itself. seen: a line for each thing, with its state.
create table moodle_last_seen (
    institution uuid not null,
    feed        varchar(64) not null,
    course      varchar(100) not null,
    member      varchar(30) not null,
    seen        varchar(1048576) not null,
    primary key (institution, feed, course, member)
);
