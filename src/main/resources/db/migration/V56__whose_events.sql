-- The accounts of a hosted platform whose events a feed believes, each on a line of its own, where all customers of the platform
-- sign with the same keys; null where whoever comes first is to be believed from then on. What came before is not asked.
alter table feed add column accounts varchar(4000);
alter table feed add column accounts_since timestamp(6) with time zone;
