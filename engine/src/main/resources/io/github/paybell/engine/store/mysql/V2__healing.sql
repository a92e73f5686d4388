-- What the merchant's calls, healing, the bill and the keys need.

alter table paybell_order add column trade_type        varchar(8);  -- JSAPI, NATIVE, APP, MWEB: placed through Paybell; null: only registered
alter table paybell_order add column placement         varchar(64);  -- SHA-256 of what was placed, hex; the openid itself is not kept
alter table paybell_order add column late_payment      varchar(8) check (late_payment in ('accept', 'refund', 'hold'));
alter table paybell_order add column duplicate_payment varchar(8) check (duplicate_payment in ('accept', 'refund', 'hold'));
alter table paybell_order add column paid_on           varchar(10);  -- Beijing day of success_time: the bill that must have it
alter table paybell_order add column query_step        integer not null default 0;
alter table paybell_order add column next_query_at     datetime(6);  -- null: nothing to ask
alter table paybell_order add column hinted_at         datetime(6);  -- when a refused notification last made us ask
update paybell_order set next_query_at = created_at
 where amount_total is not null and trade_state in ('NOTPAY', 'USERPAYING');
create index paybell_order_due on paybell_order (account, next_query_at);
create index paybell_order_paid_on on paybell_order (account, paid_on, out_trade_no);

alter table paybell_evidence add column payer_refund      bigint;
alter table paybell_evidence add column settlement_refund bigint;

alter table paybell_refund add column transaction_id    varchar(32) character set ascii collate ascii_bin;  -- the payment it gives back
alter table paybell_refund add column amount_total      bigint;  -- what that payment's order asked for
alter table paybell_refund add column currency          varchar(3);
alter table paybell_refund add column sub_mchid         varchar(32);
alter table paybell_refund add column reason            varchar(80);
alter table paybell_refund add column payer_refund      bigint;
alter table paybell_refund add column settlement_refund bigint;
alter table paybell_refund add column requested         boolean not null default false;  -- asked for here: may be sent again under its number
alter table paybell_refund add column accepted          boolean not null default false;  -- WeChat Pay has it
alter table paybell_refund add column refused_code      varchar(64);  -- what WeChat Pay said last, if it said no
alter table paybell_refund add column refused_message   varchar(256);
alter table paybell_refund add column requested_on      varchar(10);  -- Beijing day: the bill that must have it
alter table paybell_refund add column query_step        integer not null default 0;
alter table paybell_refund add column next_query_at     datetime(6);
update paybell_refund set accepted = true;
create index paybell_refund_due on paybell_refund (account, next_query_at);
create index paybell_refund_requested_on on paybell_refund (account, requested_on, out_refund_no);

alter table paybell_notification add column tries       integer not null default 0;
alter table paybell_notification add column next_try_at datetime(6);  -- a verdict that is not final is judged again then
create index paybell_notification_due on paybell_notification (next_try_at);

-- How fast WeChat Pay is asked, and what asking found: one row per account, shared by all replicas.
create table paybell_pace (
  account     varchar(32) character set ascii collate ascii_bin primary key,
  free_at     datetime(6) not null,                  -- the next query may leave then
  found_at    datetime(6)                            -- when a query last found a payment that nobody had told
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- Platform certificates that WeChat Pay gave us; those of the configuration are not here.
create table paybell_platform_key (
  account      varchar(32) character set ascii collate ascii_bin not null,
  serial       varchar(64) character set ascii collate ascii_bin not null,
  pem          text        not null,
  effective_at datetime(6) not null,
  expires_at   datetime(6) not null,
  learnt_at    datetime(6) not null,
  primary key (account, serial)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- The day's bill against the ledger: one row per account and day, replaced when it is run again.
create table paybell_reconciliation (
  account      varchar(32) character set ascii collate ascii_bin  not null,
  bill_date    varchar(10)         not null,
  state        varchar(16)  not null check (state in ('due', 'running', 'done', 'empty')),
  reason       varchar(256),                         -- why it is not done yet
  tries        integer      not null default 0,
  next_try_at  datetime(6),
  lease_until  datetime(6),
  report       text,                                 -- JSON: counts and sums in fen
  started_at   datetime(6),
  finished_at  datetime(6),
  primary key (account, bill_date)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index paybell_reconciliation_due on paybell_reconciliation (next_try_at);

create table paybell_difference (
  account       varchar(32) character set ascii collate ascii_bin  not null,
  bill_date     varchar(10)         not null,
  position      integer      not null,
  kind          varchar(32)  not null,
  out_trade_no  varchar(64) character set ascii collate ascii_bin,
  out_refund_no varchar(64) character set ascii collate ascii_bin,
  transaction_id varchar(32) character set ascii collate ascii_bin,
  bill_fen      bigint,
  ledger_fen    bigint,
  outcome       varchar(16)  not null,                -- healed, problem, reported
  detail        varchar(256),
  primary key (account, bill_date, position)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- db-scheduler's table: the few recurring jobs, never a row per order.
create table paybell_timer (
  task_name            varchar(100) character set ascii collate ascii_bin not null,
  task_instance        varchar(100) character set ascii collate ascii_bin not null,
  task_data            mediumblob,
  execution_time       datetime(6)  not null,
  picked               boolean      not null,
  picked_by            varchar(100),
  last_success         datetime(6),
  last_failure         datetime(6),
  consecutive_failures integer,
  last_heartbeat       datetime(6),
  version              bigint       not null,
  priority             smallint,
  state                varchar(20),
  primary key (task_name, task_instance)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index paybell_timer_execution on paybell_timer (execution_time);
