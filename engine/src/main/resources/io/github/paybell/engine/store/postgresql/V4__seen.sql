-- What cannot be reconstructed later: who sent what and how it was answered, what a payment says, what was asked and told.

alter table paybell_notification
  add column facts     varchar(64),  -- SHA-256 of what it says, hex: equal in copies; null: stored before, or nothing could be read
  add column address   varchar(64),  -- who sent the first copy
  add column answered  varchar(16),  -- what that copy was answered
  add column took_ms   integer,  -- until that answer was handed to the connection
  add column key_id    varchar(64),  -- which key proved it: a serial, a public key id, or v2
  add column pruned_at timestamptz;  -- since when the raw body, which names the payer, is no longer kept

-- The rows of one key stand beside each other in every database, whatever its language (one rebuild of the index).
alter table paybell_notification alter column dedupe_key type varchar(128) collate "C";

alter table paybell_order
  add column queries       integer not null default 0,  -- how often WeChat Pay was asked about it
  add column queried_at    timestamptz,  -- when it was asked last
  add column query_said    varchar(64),  -- and what it said: a trade_state or an error code
  add column registered    boolean not null default true,  -- somebody registered it, not only placed it
  add column place_unknown integer not null default 1,  -- how many attempts to place it were not refused: under way, done, or nobody knows
  add column not_placed    boolean not null default false;  -- WeChat Pay has no such order: it may be placed with other data

alter table paybell_evidence
  add column details      text,  -- JSON: what a payment says besides, in the names of v3, without the payer
  add column payer        varchar(32),  -- keyed hash of the openid, hex
  add column payer_hint   varchar(8),  -- the last four characters of the openid
  add column payer_sealed varchar(512);  -- the payer, sealed, while no event has told of it

alter table paybell_refund
  add column refused      boolean not null default false,  -- WeChat Pay does not have it and never will by itself
  add column sent_at      timestamptz,  -- the last attempt to send it
  add column send_unknown integer not null default 1;  -- how many attempts to send it were not refused: under way, done, or nobody knows

alter table paybell_problem
  add column member   varchar(64),  -- the member of a message that is wrong
  add column severity varchar(8);  -- critical, high, normal or low; null: the kind's own

alter table paybell_rejection
  add column out_trade_no varchar(64),  -- the order that it names: a claim, nothing proved
  add column status       integer,  -- HTTP status of the answer
  add column bytes        bigint,  -- length of the body
  add column headers      text,  -- sealed
  add column body         text;  -- sealed; null: not kept

-- Types of other products' events are longer, and an event says all that a payment says.
alter table paybell_event
  alter column type type varchar(64),
  add column personal boolean not null default false;  -- it names a payer, until that is no longer kept
alter table paybell_subscription alter column type type varchar(64);

-- The copies of a notification after the first: the last 16, in a ring.
create table paybell_arrival (
  notification_id uuid not null,
  slot            integer not null,
  arrived_at      timestamptz not null,
  address         varchar(64),
  answered        varchar(16),
  took_ms         integer,
  key_id          varchar(64),
  primary key (notification_id, slot)
);

-- The notifications that one problem counts.
create table paybell_problem_notification (
  problem_id      uuid not null,
  notification_id uuid not null,
  account         varchar(32) not null,
  out_trade_no    varchar(64),
  settled         boolean not null,
  primary key (problem_id, notification_id)
);

-- A complaint that a payer made at WeChat Pay, and how long the merchant has.
create table paybell_complaint (
  account      varchar(32) not null,
  complaint_id varchar(64) not null,
  opened_at    timestamptz not null,
  answered_at  timestamptz,
  completed_at timestamptz,
  step         integer not null,
  next_step_at timestamptz,
  problem_id   uuid,
  primary key (account, complaint_id)
);

-- The last 8 attempts of a delivery, in a ring.
create table paybell_attempt (
  event_id   uuid not null,
  subscriber varchar(32) not null,
  slot       integer not null,
  tried_at   timestamptz not null,
  took_ms    integer,
  status     integer,
  address    varchar(64),
  answer     text,
  error      varchar(256),
  primary key (event_id, subscriber, slot)
);

-- Keys of this store, sealed by the master key.
create table paybell_store_key (
  name       varchar(32) primary key,
  sealed     text not null,
  created_at timestamptz not null
);

create index paybell_evidence_payer on paybell_evidence (account, payer) where payer is not null;
create index paybell_event_personal on paybell_event (id) where personal;
create index paybell_notification_raw on paybell_notification (id) where pruned_at is null;
create index paybell_problem_notification_order on paybell_problem_notification (account, out_trade_no);
create index paybell_problem_notification_of on paybell_problem_notification (notification_id);
create index paybell_complaint_due on paybell_complaint (next_step_at) where next_step_at is not null;
create index paybell_rejection_order on paybell_rejection (account, out_trade_no) where out_trade_no is not null;
create index paybell_problem_open on paybell_problem (account, kind) where state = 'open';

-- A problem about notifications that could not be read ends with the last of them: these are the ones that are open.
insert into paybell_problem_notification (problem_id, notification_id, account, out_trade_no, settled)
select p.id, n.id, n.account, n.out_trade_no, false
  from paybell_problem p
  join paybell_notification n
    on n.account = p.account and n.verdict = p.kind and substr(n.reason, 1, 120) = p.cause and n.next_try_at is not null
 where p.state = 'open' and p.kind in ('undecryptable', 'not_understood');
