-- What staff say by hand: the page that shows more, and the author's name as it was, for people of whom only a name is
-- known and for records that are read elsewhere.
alter table evidence add column link varchar(1000);
alter table evidence add column author varchar(255);
