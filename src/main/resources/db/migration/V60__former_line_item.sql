-- Where a column was open last: at another place than that, nothing stands of what was written.
alter table gradebook_column add column former_item varchar(2048);
