-- held, before settle: which claims still hold; the rows stay locked until the outcome is written
select d.event_id, d.claim
  from paybell_delivery d
 where (d.event_id, d.subscriber, d.claim) in (
         select * from unnest(:event_id::uuid[], :subscriber::text[], :claim::uuid[]))
   for update
