-- Tables of Paybell. Column names are WeChat Pay's (v3 spelling); money is integer fen; times are UTC instants,
-- as ISO 8601 text of fixed width.

create table paybell_account (
  account      text primary key,
  notify_token text not null unique,
  document     text,                          -- JSON, secrets sealed; null: the configuration file holds the account
  version      integer      not null,
  updated_at   text        not null
);

-- An expected payment. amount_total null: a stub that parked evidence left, waiting to be registered.
create table paybell_order (
  account        text not null,
  out_trade_no   text not null,
  trade_state    text not null
    check (trade_state in ('NOTPAY', 'USERPAYING', 'PAYERROR', 'REVOKED', 'CLOSED', 'SUCCESS', 'REFUND')),
  amount_total   integer check (amount_total >= 1),
  currency       text,
  reference      text,
  appid          text,
  sub_mchid      text,
  description    text,
  attach         text,
  expires_at     text       ,
  transaction_id text,
  payer_total    integer,
  payer_currency text,
  success_time   text,                 -- as WeChat Pay gave it, with its zone
  late           integer     not null default 0,
  duplicate      integer     not null default 0,
  parked         integer     not null default 0,  -- there is evidence that waits for this order
  open_problems  integer     not null default 0,
  version        integer      not null,
  created_at     text        not null,
  updated_at     text        not null,
  primary key (account, out_trade_no)
);
create unique index paybell_order_transaction on paybell_order (account, transaction_id)
  where transaction_id is not null;

-- One verified notification, however many copies came.
create table paybell_notification (
  id           text         primary key,      -- version 7: rises with time
  account      text  not null,
  dedupe_key   text not null,
  api          text   not null,
  event_type   text  not null,
  out_trade_no text,
  amount_total integer,
  status       text,
  verdict      text  not null,
  reason       text,
  headers      text,                          -- v3: what the signature covers besides the body
  raw          blob         not null,
  first_seen   text         not null,
  last_seen    text         not null,
  times_seen   integer      not null,
  unique (account, dedupe_key)
);

-- What was learnt about an order, from whom, and what the judge said.
create table paybell_evidence (
  account         text not null,
  out_trade_no    text not null,
  id              text        not null,
  source          text not null check (source in ('notification', 'query', 'bill')),
  notification_id uuid,
  kind            text  not null check (kind in ('payment', 'refund')),
  mchid           text,
  appid           text,
  sub_mchid       text,
  transaction_id  text,
  trade_state     text,
  amount_total    integer,
  currency        text,
  payer_total     integer,
  payer_currency  text,
  success_time    text,
  attach          text,
  out_refund_no   text,
  refund_id       text,
  refund_status   text,
  amount_refund   integer,
  confirmed       integer     not null,
  merchant_known  integer     not null,
  judgement       text not null check (judgement in ('applied', 'already_applied', 'parked', 'disputed')),
  reason          text,
  learnt_at       text        not null,
  primary key (account, out_trade_no, id)
);

create table paybell_refund (
  account       text not null,
  out_refund_no text not null,
  out_trade_no  text not null,
  refund_id     text,
  refund_status text not null check (refund_status in ('PROCESSING', 'ABNORMAL', 'CLOSED', 'SUCCESS')),
  amount_refund integer      not null,
  success_time  text,
  created_at    text        not null,
  updated_at    text        not null,
  primary key (account, out_refund_no)
);
create index paybell_refund_order on paybell_refund (account, out_trade_no);

-- The shop's own order: which of its attempts paid it, and which one it was told to fulfil.
create table paybell_reference (
  account      text  not null,
  reference    text not null,
  paid_by      text,
  fulfilled_by text,
  primary key (account, reference)
);

-- Outbox: one fact for the outside. version null: no registered order stands behind it.
create table paybell_event (
  id         text         primary key,
  account    text  not null,
  type       text  not null,
  subject    text,
  version    integer,
  created_at text         not null,
  data       text         not null,
  unique (account, subject, version)
);

create table paybell_problem (
  id           text         primary key,
  account      text  not null,
  kind         text  not null,
  out_trade_no text,
  cause        text,
  evidence_id  uuid,
  open_key     text unique,           -- null when closed
  state        text   not null check (state in ('open', 'closed')),
  resolution   text,
  note         text,
  times_seen   integer      not null,
  opened_at    text         not null,
  last_seen    text         not null,
  closed_at    text       
);
create index paybell_problem_order on paybell_problem (account, out_trade_no);

-- A bounded sample of refused traffic; never a basis for anything.
create table paybell_rejection (
  id         text        primary key,
  account    text not null,
  reason     text not null,
  detail     text,
  address    text,
  digest     text not null,            -- SHA-256 of the body, hex
  created_at text        not null
);

-- Who changed what; append-only.
create table paybell_audit (
  id         text         primary key,
  actor      text  not null,
  action     text  not null,
  account    text,
  subject    text,
  detail     text,
  created_at text         not null
);
