-- Issuer keys are never deleted: whatever they signed must verify for ever.
create table issuer_key (
    institution uuid not null,
    ordinal integer not null,
    multikey varchar(64) not null,
    sealed bytea not null,
    created_at timestamp(6) with time zone not null,
    constraint issuer_key_pk primary key (institution, ordinal)
);

-- A status list is looked up by its public address alone, so its id is its own key.
create table status_list (
    id uuid not null,
    institution uuid not null,
    ordinal integer not null,
    -- how many of its entries are given out
    taken integer not null,
    -- counts the changes of its bits; the document is fresh while it was signed at this one
    edition bigint not null,
    signed_edition bigint,
    document varchar(200000),
    constraint status_list_pk primary key (id),
    constraint status_list_ordinal unique (institution, ordinal)
);

-- Reserved before it is signed: id, status entry and salt are decided once, the document may follow later.
create table credential (
    id varchar(43) not null,
    institution uuid not null,
    award uuid not null,
    learner uuid not null,
    badge varchar(200) not null,
    status_list uuid not null,
    status_index integer not null,
    salt varchar(43) not null,
    issued_at timestamp(6) with time zone not null,
    shared_at timestamp(6) with time zone,
    revoked boolean not null,
    -- digest of what the document was made from
    content varchar(64),
    document varchar(1000000),
    constraint credential_pk primary key (id),
    constraint credential_of_award unique (institution, award),
    constraint credential_status_entry unique (institution, status_list, status_index)
);
