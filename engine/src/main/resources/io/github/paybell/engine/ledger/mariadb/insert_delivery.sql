-- insert-delivery: who is to be told of an event is fixed in the transaction that writes it (EVERY_EVENT): one row for each
-- subscriber of its type, due at once.
insert into paybell_delivery (event_id, subscriber, state, attempts, due_at)
select r.id, s.subscriber, 'pending', 0, :now
  from json_table(:rows, '$[*]' columns (
         id char(36) character set ascii collate ascii_bin path '$.id',
         type varchar(64) character set ascii collate ascii_bin path '$.type'
       )) r
  join paybell_subscription s on s.type = r.type
