-- By the rules of which moment a message was read, so that it says the same when everything is read again elsewhere. Null
-- where its feed had no rules yet, and for what was not read.
alter table inbox_message add column rules_at timestamp(6) with time zone;

update inbox_message set rules_at = current_timestamp
 where state in ('DONE', 'IGNORED')
   and exists (select 1 from mending_rule r
                where r.institution = inbox_message.institution and r.feed = inbox_message.feed);
