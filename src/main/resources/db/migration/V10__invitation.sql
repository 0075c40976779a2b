-- Leave for one platform to register itself. The link's token is kept as a digest only, which is its own key because a
-- stranger's browser brings nothing else; the institution is named, because it may not exist before its first platform.
create table invitation (
    digest        char(64)                    primary key,
    id            uuid                        not null,
    institution   varchar(255)                not null,
    family        varchar(20)                 not null,
    platform_name varchar(255),
    invited_by    varchar(255)                not null,
    made_at       timestamp(6) with time zone not null,
    expires_at    timestamp(6) with time zone not null,
    -- while one browser registers a platform with it, no other may
    claimed_until timestamp(6) with time zone,
    used_at       timestamp(6) with time zone,
    connected_to  uuid,
    platform      uuid
);
create index invitation_by_institution on invitation (institution, made_at);
-- the operator names an invitation by its id alone
create unique index invitation_by_id on invitation (id);
