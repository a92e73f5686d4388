-- personal-events: the oldest that still name somebody, told to the end, of orders whose problems are over
select v.id, v.data
  from paybell_event v
 where v.personal = true and v.id < :past
   and not exists (
         select 1
           from paybell_delivery d
          where d.event_id = v.id and (d.due_at is not null or d.tried_at > :since))
   and not exists (
         select 1
           from paybell_problem p
          where p.account = v.account and p.out_trade_no = v.subject
            and (p.state = 'open' or p.closed_at > :since))
 order by v.id
 limit :most
