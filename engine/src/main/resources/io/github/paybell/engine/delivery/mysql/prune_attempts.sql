-- prune-attempts: those of deliveries that are gone
-- Nailed to the key by the order and a limit that is never reached: left to itself MySQL scans a small table, and locks what nobody
-- asked for. No hint says so, because a pool's firewall refuses hints.
delete from paybell_attempt
 where event_id > :after and event_id <= :upto and event_id < :past
   and not exists (
         select 1
           from paybell_delivery d
          where d.event_id = paybell_attempt.event_id and d.subscriber = paybell_attempt.subscriber)
 order by event_id, subscriber, slot
 limit 1000000000
