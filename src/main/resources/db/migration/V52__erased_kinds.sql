-- Of which kind the name was: whoever has the same number or user name as somebody who was erased, and another id of those
-- that are given once, is somebody else. Null where it was erased before this was noted.
alter table erased_identifier add column kind varchar(20);
