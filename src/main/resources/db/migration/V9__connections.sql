-- How a platform came to be registered, and what ties it to its customer: hosted platforms share an issuer.
alter table platform add column origin varchar(10) default 'manual' not null;
alter table platform add column guid varchar(255);
alter table platform add column token_audience varchar(512);
-- a removed platform keeps its row, because evidence and awards name it
alter table platform add column removed_at timestamp(6) with time zone;
