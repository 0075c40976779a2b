-- The digest of the operator's token that was made at first start, where none was given: one row, or none.
create table operator_token (
    id      smallint primary key check (id = 1),
    digest  char(64) not null,
    made_at timestamp(6) with time zone not null
);
