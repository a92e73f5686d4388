-- Who is told what: fixed in the transaction that writes the event.

-- The subscribers of the configuration that was started last; and '*', no name of a subscriber, which configurations lock so
-- that none is a mixture of two.
create table paybell_subscriber (
  subscriber varchar(32)                 primary key,
  since      timestamp(6) with time zone not null
);
insert into paybell_subscriber (subscriber, since) values ('*', timestamp with time zone '1970-01-01 00:00:00+00');

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
  state      varchar(9)  not null,
  attempts   integer     not null,
  due_at     timestamp(6) with time zone,  -- when it is tried next; null: settled
  claim      uuid,                         -- whose attempt is under way; another's outcome is void
  lease_end  timestamp(6) with time zone,  -- until when that claim holds
  status     integer,                      -- HTTP, of the last attempt
  error      varchar(256),                 -- why the last attempt failed
  tried_at   timestamp(6) with time zone,
  primary key (event_id, subscriber)
);
create index paybell_delivery_due on paybell_delivery (subscriber, due_at);
create index paybell_delivery_state on paybell_delivery (state, event_id);
