-- prune-attempts: those of deliveries that are gone
delete from paybell_attempt
 where event_id > :after and event_id <= :upto and event_id < :past
   and not exists (
         select 1
           from paybell_delivery d
          where d.event_id = paybell_attempt.event_id and d.subscriber = paybell_attempt.subscriber)
