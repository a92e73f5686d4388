-- lease, step 2 of a claim: in the one writing transaction; due_at stays, so no index changes
update paybell_delivery
   set claim = :claim, lease_end = :lease_end
 where subscriber = :subscriber
   and event_id in (select value ->> 'event_id' from json_each(:rows))
