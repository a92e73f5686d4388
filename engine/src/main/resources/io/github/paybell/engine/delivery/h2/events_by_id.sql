-- events-by-id, step 3 of a claim
select id, account, type, subject, version, created_at, data
  from paybell_event
 where id = any (:event_id::uuid[])
