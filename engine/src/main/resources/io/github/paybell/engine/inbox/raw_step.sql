-- raw-step: the oldest bodies that are still kept, final, of orders whose problems are over and whose events are told
select n.id
  from paybell_notification n
 where n.pruned_at is null and n.id < :past and n.last_seen <= :since
   and n.next_try_at is null and n.verdict not in ('pending', 'undecryptable', 'not_understood')
   and not exists (
         select 1
           from paybell_problem_notification x
           join paybell_problem p on p.id = x.problem_id
          where x.notification_id = n.id and (p.state = 'open' or p.closed_at > :since))
   and n.id not in (
         select e.notification_id
           from paybell_problem p
           join paybell_evidence e on e.account = p.account and e.out_trade_no = p.out_trade_no
          where (p.state = 'open' or p.closed_at > :since) and e.notification_id is not null)
   and n.id not in (
         select e.notification_id
           from paybell_delivery d
           join paybell_event v on v.id = d.event_id
           join paybell_evidence e on e.account = v.account and e.out_trade_no = v.subject
          where d.event_id < :past and (d.due_at is not null or d.tried_at > :since)
            and e.notification_id is not null)
 order by n.id
 limit :most
