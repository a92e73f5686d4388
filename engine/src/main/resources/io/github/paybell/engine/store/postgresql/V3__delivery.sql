-- Who is told what: fixed in the transaction that writes the event.

-- The subscribers of the configuration that was started last; and '*', no name of a subscriber, which configurations lock so
-- that none is a mixture of two.
create table paybell_subscriber (
  subscriber varchar(32) primary key,
  since      timestamptz not null
);
insert into paybell_subscriber (subscriber, since) values ('*', '1970-01-01T00:00:00Z');

-- One row for each type of event that a subscriber wants.
create table paybell_subscription (
  type       varchar(32) not null,
  subscriber varchar(32) not null,
  primary key (type, subscriber)
);

-- One event and one subscriber.
create table paybell_delivery (
  event_id   uuid        not null,
  subscriber varchar(32) not null,
  state      varchar(9)  not null check (state in ('pending', 'delivered', 'dead')),
  attempts   integer     not null,
  due_at     timestamptz,                       -- when it is tried next; null: settled
  claim      uuid,                              -- whose attempt is under way; another's outcome is void
  lease_end  timestamptz,                       -- until when that claim holds
  status     integer,                           -- HTTP, of the last attempt
  error      varchar(256),                      -- why the last attempt failed
  tried_at   timestamptz,
  primary key (event_id, subscriber)
)
-- Room in each page for the version that a claim writes: then no index has to learn of it.
with (fillfactor = 50);
create index paybell_delivery_due on paybell_delivery (subscriber, due_at) where due_at is not null;
create index paybell_delivery_dead on paybell_delivery (event_id) where state = 'dead';
