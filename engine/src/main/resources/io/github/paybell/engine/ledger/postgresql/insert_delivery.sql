-- insert-delivery: who is to be told of an event is fixed in the transaction that writes it (EVERY_EVENT): one row for each
-- subscriber of its type, due at once.
insert into paybell_delivery (event_id, subscriber, state, attempts, due_at)
select r.id, s.subscriber, 'pending', 0, :now
  from unnest(:id::uuid[], :type::text[]) as r (id, type)
  join paybell_subscription s on s.type = r.type
