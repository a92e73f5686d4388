-- Who is told what: fixed in the transaction that writes the event.

-- The subscribers of the configuration that was started last; and '*', no name of a subscriber, which configurations lock so
-- that none is a mixture of two.
create table paybell_subscriber (
  subscriber varchar(32) character set ascii collate ascii_bin primary key,
  since      datetime(6) not null
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;
insert into paybell_subscriber (subscriber, since) values ('*', '1970-01-01 00:00:00');

-- One row for each type of event that a subscriber wants.
create table paybell_subscription (
  type       varchar(32) character set ascii collate ascii_bin not null,
  subscriber varchar(32) character set ascii collate ascii_bin not null,
  primary key (type, subscriber)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- One event and one subscriber.
create table paybell_delivery (
  event_id   char(36) character set ascii collate ascii_bin    not null,
  subscriber varchar(32) character set ascii collate ascii_bin not null,
  state      varchar(9) character set ascii collate ascii_bin  not null
    check (state in ('pending', 'delivered', 'dead')),
  attempts   integer     not null,
  due_at     datetime(6),                       -- when it is tried next; null: settled
  claim      char(36) character set ascii collate ascii_bin,   -- whose attempt is under way; another's outcome is void
  lease_end  datetime(6),                       -- until when that claim holds
  status     integer,                           -- HTTP, of the last attempt
  error      varchar(256),                      -- why the last attempt failed
  tried_at   datetime(6),
  primary key (event_id, subscriber)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index paybell_delivery_due on paybell_delivery (subscriber, due_at);
create index paybell_delivery_state on paybell_delivery (state, event_id);
