-- How the messages of a feed are to be understood.
alter table feed add column strict boolean default false not null;
alter table feed add column accounts_are_user_names boolean default false not null;
alter table feed add column match_email boolean default true not null;

-- The digests of the secrets that senders show. good_until: null for the newest, and for older ones a day after it came.
create table feed_secret (
    institution uuid not null,
    feed        varchar(64) not null,
    digest      varchar(64) not null,
    made_at     timestamp(6) with time zone not null,
    good_until  timestamp(6) with time zone,
    primary key (institution, feed, digest)
);
