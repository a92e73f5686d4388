-- What the merchant's calls, healing, the bill and the keys need.

alter table paybell_order add column trade_type        text;  -- JSAPI, NATIVE, APP, MWEB: placed through Paybell; null: only registered
alter table paybell_order add column placement         text;  -- SHA-256 of what was placed, hex; the openid itself is not kept
alter table paybell_order add column late_payment      text check (late_payment in ('accept', 'refund', 'hold'));
alter table paybell_order add column duplicate_payment text check (duplicate_payment in ('accept', 'refund', 'hold'));
alter table paybell_order add column paid_on           text;  -- Beijing day of success_time: the bill that must have it
alter table paybell_order add column query_step        integer not null default 0;
alter table paybell_order add column next_query_at     text;  -- null: nothing to ask
alter table paybell_order add column hinted_at         text;  -- when a refused notification last made us ask
update paybell_order set next_query_at = created_at
 where amount_total is not null and trade_state in ('NOTPAY', 'USERPAYING');
create index paybell_order_due on paybell_order (account, next_query_at) where next_query_at is not null;
create index paybell_order_paid_on on paybell_order (account, paid_on, out_trade_no) where paid_on is not null;

alter table paybell_evidence add column payer_refund      integer;
alter table paybell_evidence add column settlement_refund integer;

alter table paybell_refund add column transaction_id    text;  -- the payment it gives back
alter table paybell_refund add column amount_total      integer;  -- what that payment's order asked for
alter table paybell_refund add column currency          text;
alter table paybell_refund add column sub_mchid         text;
alter table paybell_refund add column reason            text;
alter table paybell_refund add column payer_refund      integer;
alter table paybell_refund add column settlement_refund integer;
alter table paybell_refund add column requested         integer not null default 0;  -- asked for here: may be sent again under its number
alter table paybell_refund add column accepted          integer not null default 0;  -- WeChat Pay has it
alter table paybell_refund add column refused_code      text;  -- what WeChat Pay said last, if it said no
alter table paybell_refund add column refused_message   text;
alter table paybell_refund add column requested_on      text;  -- Beijing day: the bill that must have it
alter table paybell_refund add column query_step        integer not null default 0;
alter table paybell_refund add column next_query_at     text;
update paybell_refund set accepted = 1;
create index paybell_refund_due on paybell_refund (account, next_query_at) where next_query_at is not null;
create index paybell_refund_requested_on on paybell_refund (account, requested_on, out_refund_no)
  where requested_on is not null;

alter table paybell_notification add column tries       integer not null default 0;
alter table paybell_notification add column next_try_at text;  -- a verdict that is not final is judged again then
create index paybell_notification_due on paybell_notification (next_try_at) where next_try_at is not null;

-- How fast WeChat Pay is asked, and what asking found: one row per account, shared by all replicas.
create table paybell_pace (
  account     text primary key,
  free_at     text not null,                  -- the next query may leave then
  found_at    text                            -- when a query last found a payment that nobody had told
);

-- Platform certificates that WeChat Pay gave us; those of the configuration are not here.
create table paybell_platform_key (
  account      text not null,
  serial       text not null,
  pem          text        not null,
  effective_at text not null,
  expires_at   text not null,
  learnt_at    text not null,
  primary key (account, serial)
);

-- The day's bill against the ledger: one row per account and day, replaced when it is run again.
create table paybell_reconciliation (
  account      text  not null,
  bill_date    text         not null,
  state        text  not null check (state in ('due', 'running', 'done', 'empty')),
  reason       text,                         -- why it is not done yet
  tries        integer      not null default 0,
  next_try_at  text,
  lease_until  text,
  report       text,                                 -- JSON: counts and sums in fen
  started_at   text,
  finished_at  text,
  primary key (account, bill_date)
);
create index paybell_reconciliation_due on paybell_reconciliation (next_try_at) where next_try_at is not null;

create table paybell_difference (
  account       text  not null,
  bill_date     text         not null,
  position      integer      not null,
  kind          text  not null,
  out_trade_no  text,
  out_refund_no text,
  transaction_id text,
  bill_fen      integer,
  ledger_fen    integer,
  outcome       text  not null,                -- healed, problem, reported
  detail        text,
  primary key (account, bill_date, position)
);

-- db-scheduler's table: the few recurring jobs, never a row per order.
create table paybell_timer (
  task_name            text not null,
  task_instance        text not null,
  task_data            blob,
  execution_time       text  not null,
  picked               integer      not null,
  picked_by            text,
  last_success         text,
  last_failure         text,
  consecutive_failures integer,
  last_heartbeat       text,
  version              integer       not null,
  priority             integer,
  state                text,
  primary key (task_name, task_instance)
);
create index paybell_timer_execution on paybell_timer (execution_time);
