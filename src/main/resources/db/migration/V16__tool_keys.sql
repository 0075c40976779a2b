-- Keys follow each other: which one signs and which are shown is told by these times alone, so all nodes agree.
alter table tool_key add column generation integer default 1 not null;
alter table tool_key add column signs_from timestamp(6) with time zone;
update tool_key set signs_from = made_at;
alter table tool_key alter column signs_from set not null;
-- set when the key must not wait for its time to leave, because somebody else may have it
alter table tool_key add column withdrawn_at timestamp(6) with time zone;
