-- add: what a subscriber never had
insert into paybell_delivery (event_id, subscriber, state, attempts, due_at)
values (:event_id, :subscriber, 'pending', 0, :now)
