-- deliveries-of: whom some events were for
select d.event_id, d.subscriber, e.type, e.account, e.subject, e.created_at, d.state, d.attempts, d.due_at, d.status, d.error, d.tried_at
  from json_table(:rows, '$[*]' columns (
         event_id char(36) character set ascii collate ascii_bin path '$.event_id'
       )) r
  join paybell_delivery d on d.event_id = r.event_id
  join paybell_event e on e.id = d.event_id
 order by d.event_id desc, d.subscriber
