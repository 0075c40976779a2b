-- Whose events a feed believed before it was said last that the next one decides, each on a line of its own, and when that was
-- said: what came before is believed of them still.
alter table feed add column accounts_before varchar(1048576);
alter table feed add column accounts_until timestamp(6) with time zone;
