-- The messages of one feed in the order in which they came: whoever asks for a feed's messages pays for no other feed's.
create index inbox_message_of_feed on inbox_message (institution, feed, received_at, dedupe_key);

-- What came last by all feeds together is gathered from them feed by feed, so that storing keeps no index more than before.
drop index inbox_message_latest;
