-- What cannot be reconstructed later: who sent what and how it was answered, what a payment says, what was asked and told.

alter table paybell_notification add column facts     text;  -- SHA-256 of what it says, hex: equal in copies; null: stored before, or nothing could be read
alter table paybell_notification add column address   text;  -- who sent the first copy
alter table paybell_notification add column answered  text;  -- what that copy was answered
alter table paybell_notification add column took_ms   integer;  -- until that answer was handed to the connection
alter table paybell_notification add column key_id    text;  -- which key proved it: a serial, a public key id, or v2
alter table paybell_notification add column pruned_at text;  -- since when the raw body, which names the payer, is no longer kept

alter table paybell_order add column queries       integer not null default 0;  -- how often WeChat Pay was asked about it
alter table paybell_order add column queried_at    text;  -- when it was asked last
alter table paybell_order add column query_said    text;  -- and what it said: a trade_state or an error code
alter table paybell_order add column registered    integer not null default 1;  -- somebody registered it, not only placed it
alter table paybell_order add column place_unknown integer not null default 1;  -- how many attempts to place it were not refused: under way, done, or nobody knows
alter table paybell_order add column not_placed    integer not null default 0;  -- WeChat Pay has no such order: it may be placed with other data

alter table paybell_evidence add column details      text;  -- JSON: what a payment says besides, in the names of v3, without the payer
alter table paybell_evidence add column payer        text;  -- keyed hash of the openid, hex
alter table paybell_evidence add column payer_hint   text;  -- the last four characters of the openid
alter table paybell_evidence add column payer_sealed text;  -- the payer, sealed, while no event has told of it

alter table paybell_refund add column refused      integer not null default 0;  -- WeChat Pay does not have it and never will by itself
alter table paybell_refund add column sent_at      text;  -- the last attempt to send it
alter table paybell_refund add column send_unknown integer not null default 1;  -- how many attempts to send it were not refused: under way, done, or nobody knows

alter table paybell_problem add column member   text;  -- the member of a message that is wrong
alter table paybell_problem add column severity text;  -- critical, high, normal or low; null: the kind's own

alter table paybell_rejection add column out_trade_no text;  -- the order that it names: a claim, nothing proved
alter table paybell_rejection add column status       integer;  -- HTTP status of the answer
alter table paybell_rejection add column bytes        integer;  -- length of the body
alter table paybell_rejection add column headers      text;  -- sealed
alter table paybell_rejection add column body         text;  -- sealed; null: not kept

-- Types of other products' events are longer; no column here has a length.

alter table paybell_event add column personal integer not null default 0;  -- it names a payer, until that is no longer kept

-- The copies of a notification after the first: the last 16, in a ring.
create table paybell_arrival (
  notification_id text not null,
  slot            integer not null,
  arrived_at      text not null,
  address         text,
  answered        text,
  took_ms         integer,
  key_id          text,
  primary key (notification_id, slot)
);

-- The notifications that one problem counts.
create table paybell_problem_notification (
  problem_id      text not null,
  notification_id text not null,
  account         text not null,
  out_trade_no    text,
  settled         integer not null,
  primary key (problem_id, notification_id)
);

-- A complaint that a payer made at WeChat Pay, and how long the merchant has.
create table paybell_complaint (
  account      text not null,
  complaint_id text not null,
  opened_at    text not null,
  answered_at  text,
  completed_at text,
  step         integer not null,
  next_step_at text,
  problem_id   text,
  primary key (account, complaint_id)
);

-- The last 8 attempts of a delivery, in a ring.
create table paybell_attempt (
  event_id   text not null,
  subscriber text not null,
  slot       integer not null,
  tried_at   text not null,
  took_ms    integer,
  status     integer,
  address    text,
  answer     text,
  error      text,
  primary key (event_id, subscriber, slot)
);

-- Keys of this store, sealed by the master key.
create table paybell_store_key (
  name       text primary key,
  sealed     text not null,
  created_at text not null
);

create index paybell_evidence_payer on paybell_evidence (account, payer) where payer is not null;
create index paybell_event_personal on paybell_event (id) where personal = true;
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
