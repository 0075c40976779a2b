-- A course's own id may be as long here as it is where courses are kept, and so may the name of a place in it.
alter table heard_enrolment alter column course set data type varchar(255);
alter table heard_enrolment alter column enrolment set data type varchar(255);
