-- Tables of Paybell. Column names are WeChat Pay's (v3 spelling); money is integer fen; times are UTC instants.
-- No check as in the other dialects: H2 2.4 evaluates it on the connection that created it, which may be closed by then.

create table paybell_account (
  account      varchar(32)                 primary key,
  notify_token varchar(64)                 not null unique,
  document     text,  -- JSON, secrets sealed; null: the configuration file holds the account
  version      bigint                      not null,
  updated_at   timestamp(6) with time zone not null
);

-- An expected payment. amount_total null: a stub that parked evidence left, waiting to be registered.
create table paybell_order (
  account        varchar(32)                 not null,
  out_trade_no   varchar(32)                 not null,
  trade_state    varchar(16)                 not null,
  amount_total   bigint,
  currency       varchar(3),
  reference      varchar(128),
  appid          varchar(32),
  sub_mchid      varchar(32),
  description    varchar(512),
  attach         varchar(512),
  expires_at     timestamp(6) with time zone,
  transaction_id varchar(32),
  payer_total    bigint,
  payer_currency varchar(16),
  success_time   varchar(40),                                         -- as WeChat Pay gave it, with its zone
  late           boolean                     not null default false,
  duplicate      boolean                     not null default false,
  parked         boolean                     not null default false,  -- there is evidence that waits for this order
  open_problems  integer                     not null default 0,
  version        bigint                      not null,
  created_at     timestamp(6) with time zone not null,
  updated_at     timestamp(6) with time zone not null,
  primary key (account, out_trade_no)
);
create unique nulls distinct index paybell_order_transaction on paybell_order (account, transaction_id);

-- One verified notification, however many copies came.
create table paybell_notification (
  id           uuid                        primary key,  -- version 7: rises with time
  account      varchar(32)                 not null,
  dedupe_key   varchar(128)                not null,
  api          varchar(2)                  not null,
  event_type   varchar(64)                 not null,
  out_trade_no varchar(64),
  amount_total bigint,
  status       varchar(32),
  verdict      varchar(16)                 not null,
  reason       varchar(256),
  headers      text,                                     -- v3: what the signature covers besides the body
  raw          bytea                       not null,
  first_seen   timestamp(6) with time zone not null,
  last_seen    timestamp(6) with time zone not null,
  times_seen   integer                     not null,
  unique (account, dedupe_key)
);

-- What was learnt about an order, from whom, and what the judge said.
create table paybell_evidence (
  account         varchar(32)                 not null,
  out_trade_no    varchar(64)                 not null,
  id              uuid                        not null,
  source          varchar(16)                 not null,
  notification_id uuid,
  kind            varchar(8)                  not null,
  mchid           varchar(32),
  appid           varchar(32),
  sub_mchid       varchar(32),
  transaction_id  varchar(32),
  trade_state     varchar(16),
  amount_total    bigint,
  currency        varchar(8),
  payer_total     bigint,
  payer_currency  varchar(16),
  success_time    varchar(40),
  attach          varchar(512),
  out_refund_no   varchar(64),
  refund_id       varchar(64),
  refund_status   varchar(16),
  amount_refund   bigint,
  confirmed       boolean                     not null,
  merchant_known  boolean                     not null,
  judgement       varchar(16)                 not null,
  reason          varchar(32),
  learnt_at       timestamp(6) with time zone not null,
  primary key (account, out_trade_no, id)
);

create table paybell_refund (
  account       varchar(32)                 not null,
  out_refund_no varchar(64)                 not null,
  out_trade_no  varchar(32)                 not null,
  refund_id     varchar(64),
  refund_status varchar(16)                 not null,
  amount_refund bigint                      not null,
  success_time  varchar(40),
  created_at    timestamp(6) with time zone not null,
  updated_at    timestamp(6) with time zone not null,
  primary key (account, out_refund_no)
);
create index paybell_refund_order on paybell_refund (account, out_trade_no);

-- The shop's own order: which of its attempts paid it, and which one it was told to fulfil.
create table paybell_reference (
  account      varchar(32)  not null,
  reference    varchar(128) not null,
  paid_by      varchar(32),
  fulfilled_by varchar(32),
  primary key (account, reference)
);

-- Outbox: one fact for the outside. version null: no registered order stands behind it.
create table paybell_event (
  id         uuid                        primary key,
  account    varchar(32)                 not null,
  type       varchar(32)                 not null,
  subject    varchar(64),
  version    bigint,
  created_at timestamp(6) with time zone not null,
  data       text                        not null,
  unique nulls distinct (account, subject, version)
);

create table paybell_problem (
  id           uuid                        primary key,
  account      varchar(32)                 not null,
  kind         varchar(32)                 not null,
  out_trade_no varchar(64),
  cause        varchar(256),
  evidence_id  uuid,
  open_key     varchar(192)                unique,  -- null when closed
  state        varchar(8)                  not null,
  resolution   varchar(16),
  note         varchar(512),
  times_seen   integer                     not null,
  opened_at    timestamp(6) with time zone not null,
  last_seen    timestamp(6) with time zone not null,
  closed_at    timestamp(6) with time zone
);
create index paybell_problem_order on paybell_problem (account, out_trade_no);

-- A bounded sample of refused traffic; never a basis for anything.
create table paybell_rejection (
  id         uuid                        primary key,
  account    varchar(32)                 not null,
  reason     varchar(32)                 not null,
  detail     varchar(256),
  address    varchar(64),
  digest     varchar(64)                 not null,  -- SHA-256 of the body, hex
  created_at timestamp(6) with time zone not null
);

-- Who changed what; append-only.
create table paybell_audit (
  id         uuid                        primary key,
  actor      varchar(64)                 not null,
  action     varchar(64)                 not null,
  account    varchar(32),
  subject    varchar(192),
  detail     text,
  created_at timestamp(6) with time zone not null
);
