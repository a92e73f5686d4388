-- correct-arrival: how a copy was answered at last, if the ring still holds it
update paybell_arrival
   set answered = :answered, took_ms = :took_ms
 where notification_id = :id and arrived_at = :arrived_at
