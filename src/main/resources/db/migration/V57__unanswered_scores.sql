-- Percents that were sent and never answered, with blanks between: each may stand over there, and is ours if it does.
alter table gradebook_score add column unanswered varchar(200);
