-- insert-delivery: who is to be told of an event is fixed in the transaction that writes it (EVERY_EVENT): one row for each
-- subscriber of its type, due at once.
insert into paybell_delivery (event_id, subscriber, state, attempts, due_at)
select r.value ->> 'id', s.subscriber, 'pending', 0, r.value ->> 'now'
  from json_each(:rows) as r
  join paybell_subscription s on s.type = r.value ->> 'type'
