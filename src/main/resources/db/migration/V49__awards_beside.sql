-- Awards that gave way to another of the same badge when accounts turned out to be one person. A person has one award for
-- each badge, and yet the other credential may have been shown to somebody: it stays as good as the award that was kept.
create table award_beside (
    institution uuid                        not null,
    id          uuid                        not null,
    -- the person
    learner     uuid                        not null,
    -- the account whose it was
    account     uuid                        not null,
    badge       varchar(63)                 not null,
    version     integer                     not null,
    state       varchar(10)                 not null,
    earned_at   timestamp(6) with time zone not null,
    decided_at  timestamp(6) with time zone not null,
    evidence    varchar(100000)             not null,
    reason      varchar(1000),
    primary key (institution, id)
);

create index award_beside_learner on award_beside (institution, learner);
create index award_beside_account on award_beside (institution, account);

-- Those linked before now: what both sides had is remembered, and whichever is no award any more gave way.
insert into award_beside
    (institution, id, learner, account, badge, version, state, earned_at, decided_at, evidence, reason)
select was.institution, was.id, kept.learner, case when was.side = 'ACCOUNT' then was.account else kept.learner end,
       was.badge, was.version, was.state, was.earned_at, was.decided_at, was.evidence, was.reason
  from award_before_link was
  join learner on learner.institution = was.institution and learner.id = was.account
  join award kept on kept.institution = was.institution and kept.learner = learner.merged_into and kept.badge = was.badge
 where not exists (select 1 from award still where still.institution = was.institution and still.id = was.id)
on conflict do nothing;
