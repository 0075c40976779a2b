-- Nobody of this institution is looked at until then, because only part of what there is has been put back.
create table look_hold (
    institution uuid not null,
    held_until  timestamp(6) with time zone not null,
    primary key (institution)
);

-- Which statements brought or named which file: a file goes with the last of them.
create table xapi_attachment_of (
    institution uuid not null,
    feed        varchar(64) not null,
    dedupe_key  varchar(64) not null,
    sha2        varchar(128) not null,
    primary key (institution, feed, dedupe_key, sha2)
);

create index xapi_attachment_of_file on xapi_attachment_of (institution, feed, sha2);
