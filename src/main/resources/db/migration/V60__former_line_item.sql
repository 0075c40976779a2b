-- Where a column was before it had to be looked up again: at another place than that, nothing stands of what was written.
alter table gradebook_column add column former_item varchar(2048);
