-- Who is told what: fixed in the transaction that writes the event.

-- The subscribers of the configuration that was started last; and '*', no name of a subscriber, which configurations lock so
-- that none is a mixture of two.
create table paybell_subscriber (
  subscriber text primary key,
  since      text not null
);
insert into paybell_subscriber (subscriber, since) values ('*', '1970-01-01T00:00:00.000000Z');

-- One row for each type of event that a subscriber wants.
create table paybell_subscription (
  type       text not null,
  subscriber text not null,
  primary key (type, subscriber)
);

-- One event and one subscriber.
create table paybell_delivery (
  event_id   text    not null,
  subscriber text    not null,
  state      text    not null check (state in ('pending', 'delivered', 'dead')),
  attempts   integer not null,
  due_at     text,                              -- when it is tried next; null: settled
  claim      text,                              -- whose attempt is under way; another's outcome is void
  lease_end  text,                              -- until when that claim holds
  status     integer,                           -- HTTP, of the last attempt
  error      text,                              -- why the last attempt failed
  tried_at   text,
  primary key (event_id, subscriber)
);
create index paybell_delivery_due on paybell_delivery (subscriber, due_at) where due_at is not null;
create index paybell_delivery_dead on paybell_delivery (event_id) where state = 'dead';
