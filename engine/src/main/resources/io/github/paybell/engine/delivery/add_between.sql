-- add-between: what subscribers that are configured and want it never had, of a stretch of events
insert into paybell_delivery (event_id, subscriber, state, attempts, due_at)
select e.id, s.subscriber, 'pending', 0, :now
  from paybell_event e
  join paybell_subscription s on s.type = e.type or (s.type = 'wechat.*' and e.type like 'wechat.%')
 where e.id > :after and e.id <= :upto
   and (:any_account = 1 or e.account = :account)
   and (:any_type = 1 or e.type = :type)
   and (:any_subscriber = 1 or s.subscriber = :subscriber)
   and not exists (select 1 from paybell_delivery d where d.event_id = e.id and d.subscriber = s.subscriber)
