-- Tables of Paybell. Keys are ascii_bin: out_trade_no is case-sensitive. Column names are WeChat Pay's (v3 spelling); money is integer fen; times are UTC instants.

create table paybell_account (
  account      varchar(32) character set ascii collate ascii_bin primary key,
  notify_token varchar(64) character set ascii collate ascii_bin not null unique,
  document     text,                          -- JSON, secrets sealed; null: the configuration file holds the account
  version      bigint      not null,
  updated_at   datetime(6) not null
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- An expected payment. amount_total null: a stub that parked evidence left, waiting to be registered.
create table paybell_order (
  account        varchar(32) character set ascii collate ascii_bin not null,
  out_trade_no   varchar(32) character set ascii collate ascii_bin not null,
  trade_state    varchar(16) not null
    check (trade_state in ('NOTPAY', 'USERPAYING', 'PAYERROR', 'REVOKED', 'CLOSED', 'SUCCESS', 'REFUND')),
  amount_total   bigint check (amount_total >= 1),
  currency       varchar(3),
  reference      varchar(128) character set utf8mb4 collate utf8mb4_bin,
  appid          varchar(32),
  sub_mchid      varchar(32),
  description    varchar(512),
  attach         varchar(512),
  expires_at     datetime(6),
  transaction_id varchar(32) character set ascii collate ascii_bin,
  payer_total    bigint,
  payer_currency varchar(16),
  success_time   varchar(40),                 -- as WeChat Pay gave it, with its zone
  late           boolean     not null default false,
  duplicate      boolean     not null default false,
  parked         boolean     not null default false,  -- there is evidence that waits for this order
  open_problems  integer     not null default 0,
  version        bigint      not null,
  created_at     datetime(6) not null,
  updated_at     datetime(6) not null,
  primary key (account, out_trade_no)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;
create unique index paybell_order_transaction on paybell_order (account, transaction_id);

-- One verified notification, however many copies came.
create table paybell_notification (
  id           char(36) character set ascii collate ascii_bin         primary key,      -- version 7: rises with time
  account      varchar(32) character set ascii collate ascii_bin  not null,
  dedupe_key   varchar(128) character set ascii collate ascii_bin not null,
  api          varchar(2)   not null,
  event_type   varchar(64)  not null,
  out_trade_no varchar(64) character set ascii collate ascii_bin,
  amount_total bigint,
  status       varchar(32),
  verdict      varchar(16)  not null,
  reason       varchar(256),
  headers      text,                          -- v3: what the signature covers besides the body
  raw          mediumblob        not null,
  first_seen   datetime(6)  not null,
  last_seen    datetime(6)  not null,
  times_seen   integer      not null,
  unique (account, dedupe_key)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- What was learnt about an order, from whom, and what the judge said.
create table paybell_evidence (
  account         varchar(32) character set ascii collate ascii_bin not null,
  out_trade_no    varchar(64) character set ascii collate ascii_bin not null,
  id              char(36) character set ascii collate ascii_bin        not null,
  source          varchar(16) not null check (source in ('notification', 'query', 'bill')),
  notification_id char(36) character set ascii collate ascii_bin,
  kind            varchar(8)  not null check (kind in ('payment', 'refund')),
  mchid           varchar(32),
  appid           varchar(32),
  sub_mchid       varchar(32),
  transaction_id  varchar(32) character set ascii collate ascii_bin,
  trade_state     varchar(16),
  amount_total    bigint,
  currency        varchar(8),
  payer_total     bigint,
  payer_currency  varchar(16),
  success_time    varchar(40),
  attach          varchar(512),
  out_refund_no   varchar(64) character set ascii collate ascii_bin,
  refund_id       varchar(64) character set ascii collate ascii_bin,
  refund_status   varchar(16),
  amount_refund   bigint,
  confirmed       boolean     not null,
  merchant_known  boolean     not null,
  judgement       varchar(16) not null check (judgement in ('applied', 'already_applied', 'parked', 'disputed')),
  reason          varchar(32),
  learnt_at       datetime(6) not null,
  primary key (account, out_trade_no, id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table paybell_refund (
  account       varchar(32) character set ascii collate ascii_bin not null,
  out_refund_no varchar(64) character set ascii collate ascii_bin not null,
  out_trade_no  varchar(32) character set ascii collate ascii_bin not null,
  refund_id     varchar(64) character set ascii collate ascii_bin,
  refund_status varchar(16) not null check (refund_status in ('PROCESSING', 'ABNORMAL', 'CLOSED', 'SUCCESS')),
  amount_refund bigint      not null,
  success_time  varchar(40),
  created_at    datetime(6) not null,
  updated_at    datetime(6) not null,
  primary key (account, out_refund_no)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index paybell_refund_order on paybell_refund (account, out_trade_no);

-- The shop's own order: which of its attempts paid it, and which one it was told to fulfil.
create table paybell_reference (
  account      varchar(32) character set ascii collate ascii_bin  not null,
  reference    varchar(128) character set utf8mb4 collate utf8mb4_bin not null,
  paid_by      varchar(32) character set ascii collate ascii_bin,
  fulfilled_by varchar(32) character set ascii collate ascii_bin,
  primary key (account, reference)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- Outbox: one fact for the outside. version null: no registered order stands behind it.
create table paybell_event (
  id         char(36) character set ascii collate ascii_bin         primary key,
  account    varchar(32) character set ascii collate ascii_bin  not null,
  type       varchar(32)  not null,
  subject    varchar(64) character set ascii collate ascii_bin,
  version    bigint,
  created_at datetime(6)  not null,
  data       mediumtext         not null,
  unique (account, subject, version)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table paybell_problem (
  id           char(36) character set ascii collate ascii_bin         primary key,
  account      varchar(32) character set ascii collate ascii_bin  not null,
  kind         varchar(32)  not null,
  out_trade_no varchar(64) character set ascii collate ascii_bin,
  cause        varchar(256),
  evidence_id  char(36) character set ascii collate ascii_bin,
  open_key     varchar(192) character set ascii collate ascii_bin unique,           -- null when closed
  state        varchar(8)   not null check (state in ('open', 'closed')),
  resolution   varchar(16),
  note         varchar(512),
  times_seen   integer      not null,
  opened_at    datetime(6)  not null,
  last_seen    datetime(6)  not null,
  closed_at    datetime(6)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index paybell_problem_order on paybell_problem (account, out_trade_no);

-- A bounded sample of refused traffic; never a basis for anything.
create table paybell_rejection (
  id         char(36) character set ascii collate ascii_bin        primary key,
  account    varchar(32) character set ascii collate ascii_bin not null,
  reason     varchar(32) not null,
  detail     varchar(256),
  address    varchar(64),
  digest     varchar(64) not null,            -- SHA-256 of the body, hex
  created_at datetime(6) not null
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- Who changed what; append-only.
create table paybell_audit (
  id         char(36) character set ascii collate ascii_bin         primary key,
  actor      varchar(64)  not null,
  action     varchar(64)  not null,
  account    varchar(32) character set ascii collate ascii_bin,
  subject    varchar(192) character set ascii collate ascii_bin,
  detail     text,
  created_at datetime(6)  not null
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;
