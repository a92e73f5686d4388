-- deliveries-of: whom some events were for
select d.event_id, d.subscriber, e.type, e.account, e.subject, e.created_at, d.state, d.attempts, d.due_at, d.status, d.error, d.tried_at
  from paybell_delivery d
  join paybell_event e on e.id = d.event_id
 where d.event_id in (select value ->> 'event_id' from json_each(:rows))
 order by d.event_id desc, d.subscriber
