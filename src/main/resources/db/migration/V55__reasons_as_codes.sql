-- Reasons are kept as codes with what they speak of, apart by tabs; people read them in words. What is looked for by its
-- reason is brought into that form; every other sentence stays readable as it is.
update inbox_message set reason = 'message.erased' where reason = 'About somebody who was erased.';

update inbox_message set reason = 'message.dismissed.by-erased' where reason = 'Dismissed by somebody who was erased.';

update inbox_message
   set reason = substring('message.dismissed' || chr(9) || substring(reason from 14 for position('): ' in reason) - 13)
                || chr(9) || substring(reason from position('): ' in reason) + 3) from 1 for 500)
 where state = 'IGNORED' and reason like 'Dismissed by %): %';
