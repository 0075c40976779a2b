-- Messages that their sender has declared void: what they said is left out wherever evidence is read. A row may stand
-- here before its message comes.
create table withdrawn_message (
    institution uuid not null,
    message_key varchar(64) not null,
    primary key (institution, message_key)
);

-- The files that came with xAPI statements, in pieces no row is too small for.
create table xapi_attachment (
    institution  uuid not null,
    feed         varchar(64) not null,
    sha2         varchar(128) not null,
    piece        integer not null,
    content_type varchar(255) not null,
    content      bytea not null,
    primary key (institution, feed, sha2, piece)
);
