-- Documents that xAPI senders keep with a feed: the state of somebody's work at an activity, and profiles of people and
-- activities. Names and agents are found by their digests. Documents of an activity alone have no person.
create table xapi_document (
    institution  uuid not null,
    feed         varchar(64) not null,
    shelf        varchar(64) not null,
    registration varchar(36) not null,
    name_digest  varchar(64) not null,
    name         varchar(255) not null,
    person       varchar(64),
    content_type varchar(255) not null,
    content      bytea not null,
    size         integer not null,
    stored_at    timestamp(6) with time zone not null,
    primary key (institution, feed, shelf, registration, name_digest)
);

create index xapi_document_of_person on xapi_document (institution, person, feed);

-- How much a feed keeps. Whoever changes a document of the feed holds this row meanwhile.
create table xapi_document_tally (
    institution uuid not null,
    feed        varchar(64) not null,
    documents   bigint not null,
    bytes       bigint not null,
    primary key (institution, feed)
);
