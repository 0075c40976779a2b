-- When the look was kept: what looks otherwise later has changed after that, whatever time it tells itself.
alter table pull_seen add column kept_at timestamp(6) with time zone;
