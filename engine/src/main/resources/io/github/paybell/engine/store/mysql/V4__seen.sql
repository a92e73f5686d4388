-- What cannot be reconstructed later: who sent what and how it was answered, what a payment says, what was asked and told.
-- DDL commits by itself here, so each statement can be run again after a crash in the middle; MySQL knows no "add column if not
-- exists", so a statement is prepared that looks first. Each alter table is atomic: its last column tells of all. What the columns
-- hold says MariaDB's file of this name.

set @ddl = if(exists (select 1 from information_schema.columns
                where table_schema = database() and table_name = 'paybell_notification' and column_name = 'pruned_at'), 'do 0',
  'alter table paybell_notification
    add column facts varchar(64) character set ascii collate ascii_bin,
    add column address varchar(64),
    add column answered varchar(16),
    add column took_ms integer,
    add column key_id varchar(64),
    add column pruned_at datetime(6)');
prepare alter_paybell_notification from @ddl;
execute alter_paybell_notification;

set @ddl = if(exists (select 1 from information_schema.columns
                where table_schema = database() and table_name = 'paybell_order' and column_name = 'not_placed'), 'do 0',
  'alter table paybell_order
    add column queries integer not null default 0,
    add column queried_at datetime(6),
    add column query_said varchar(64),
    add column registered boolean not null default true,
    add column place_unknown integer not null default 1,
    add column not_placed boolean not null default false');
prepare alter_paybell_order from @ddl;
execute alter_paybell_order;

set @ddl = if(exists (select 1 from information_schema.columns
                where table_schema = database() and table_name = 'paybell_evidence' and column_name = 'payer_sealed'), 'do 0',
  'alter table paybell_evidence
    add column details mediumtext,
    add column payer varchar(32) character set ascii collate ascii_bin,
    add column payer_hint varchar(8),
    add column payer_sealed varchar(512)');
prepare alter_paybell_evidence from @ddl;
execute alter_paybell_evidence;

set @ddl = if(exists (select 1 from information_schema.columns
                where table_schema = database() and table_name = 'paybell_refund' and column_name = 'send_unknown'), 'do 0',
  'alter table paybell_refund
    add column refused boolean not null default false,
    add column sent_at datetime(6),
    add column send_unknown integer not null default 1');
prepare alter_paybell_refund from @ddl;
execute alter_paybell_refund;

set @ddl = if(exists (select 1 from information_schema.columns
                where table_schema = database() and table_name = 'paybell_problem' and column_name = 'severity'), 'do 0',
  'alter table paybell_problem
    add column member varchar(64),
    add column severity varchar(8)');
prepare alter_paybell_problem from @ddl;
execute alter_paybell_problem;

set @ddl = if(exists (select 1 from information_schema.columns
                where table_schema = database() and table_name = 'paybell_rejection' and column_name = 'body'), 'do 0',
  'alter table paybell_rejection
    add column out_trade_no varchar(64) character set ascii collate ascii_bin,
    add column status integer,
    add column bytes bigint,
    add column headers text,
    add column body mediumtext');
prepare alter_paybell_rejection from @ddl;
execute alter_paybell_rejection;

-- Types of other products' events are longer, and an event says all that a payment says.
alter table paybell_event modify column type varchar(64) not null, modify column data mediumtext not null;
set @ddl = if(exists (select 1 from information_schema.columns
                where table_schema = database() and table_name = 'paybell_event' and column_name = 'personal'), 'do 0',
  'alter table paybell_event
    add column personal boolean not null default false');
prepare alter_paybell_event from @ddl;
execute alter_paybell_event;
alter table paybell_subscription modify column type varchar(64) not null;

-- The copies of a notification after the first: the last 16, in a ring.
create table if not exists paybell_arrival (
  notification_id char(36) character set ascii collate ascii_bin not null,
  slot            integer not null,
  arrived_at      datetime(6) not null,
  address         varchar(64),
  answered        varchar(16),
  took_ms         integer,
  key_id          varchar(64),
  primary key (notification_id, slot)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- The notifications that one problem counts.
create table if not exists paybell_problem_notification (
  problem_id      char(36) character set ascii collate ascii_bin not null,
  notification_id char(36) character set ascii collate ascii_bin not null,
  account         varchar(32) character set ascii collate ascii_bin not null,
  out_trade_no    varchar(64) character set ascii collate ascii_bin,
  settled         boolean not null,
  primary key (problem_id, notification_id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- A complaint that a payer made at WeChat Pay, and how long the merchant has.
create table if not exists paybell_complaint (
  account      varchar(32) character set ascii collate ascii_bin not null,
  complaint_id varchar(64) character set ascii collate ascii_bin not null,
  opened_at    datetime(6) not null,
  answered_at  datetime(6),
  completed_at datetime(6),
  step         integer not null,
  next_step_at datetime(6),
  problem_id   char(36) character set ascii collate ascii_bin,
  primary key (account, complaint_id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- The last 8 attempts of a delivery, in a ring.
create table if not exists paybell_attempt (
  event_id   char(36) character set ascii collate ascii_bin not null,
  subscriber varchar(32) character set ascii collate ascii_bin not null,
  slot       integer not null,
  tried_at   datetime(6) not null,
  took_ms    integer,
  status     integer,
  address    varchar(64),
  answer     text,
  error      varchar(256),
  primary key (event_id, subscriber, slot)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- Keys of this store, sealed by the master key.
create table if not exists paybell_store_key (
  name       varchar(32) character set ascii collate ascii_bin primary key,
  sealed     text not null,
  created_at datetime(6) not null
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

set @ddl = if(exists (select 1 from information_schema.statistics
                where table_schema = database() and table_name = 'paybell_evidence' and index_name = 'paybell_evidence_payer'), 'do 0',
  'create index paybell_evidence_payer on paybell_evidence (account, payer)');
prepare create_paybell_evidence_payer from @ddl;
execute create_paybell_evidence_payer;
set @ddl = if(exists (select 1 from information_schema.statistics
                where table_schema = database() and table_name = 'paybell_event' and index_name = 'paybell_event_personal'), 'do 0',
  'create index paybell_event_personal on paybell_event (personal, id)');
prepare create_paybell_event_personal from @ddl;
execute create_paybell_event_personal;
set @ddl = if(exists (select 1 from information_schema.statistics
                where table_schema = database() and table_name = 'paybell_notification' and index_name = 'paybell_notification_raw'), 'do 0',
  'create index paybell_notification_raw on paybell_notification (pruned_at, id)');
prepare create_paybell_notification_raw from @ddl;
execute create_paybell_notification_raw;
set @ddl = if(exists (select 1 from information_schema.statistics
                where table_schema = database() and table_name = 'paybell_problem_notification' and index_name = 'paybell_problem_notification_order'), 'do 0',
  'create index paybell_problem_notification_order on paybell_problem_notification (account, out_trade_no)');
prepare create_paybell_problem_notification_order from @ddl;
execute create_paybell_problem_notification_order;
set @ddl = if(exists (select 1 from information_schema.statistics
                where table_schema = database() and table_name = 'paybell_problem_notification' and index_name = 'paybell_problem_notification_of'), 'do 0',
  'create index paybell_problem_notification_of on paybell_problem_notification (notification_id)');
prepare create_paybell_problem_notification_of from @ddl;
execute create_paybell_problem_notification_of;
set @ddl = if(exists (select 1 from information_schema.statistics
                where table_schema = database() and table_name = 'paybell_complaint' and index_name = 'paybell_complaint_due'), 'do 0',
  'create index paybell_complaint_due on paybell_complaint (next_step_at)');
prepare create_paybell_complaint_due from @ddl;
execute create_paybell_complaint_due;
set @ddl = if(exists (select 1 from information_schema.statistics
                where table_schema = database() and table_name = 'paybell_rejection' and index_name = 'paybell_rejection_order'), 'do 0',
  'create index paybell_rejection_order on paybell_rejection (account, out_trade_no)');
prepare create_paybell_rejection_order from @ddl;
execute create_paybell_rejection_order;
set @ddl = if(exists (select 1 from information_schema.statistics
                where table_schema = database() and table_name = 'paybell_problem' and index_name = 'paybell_problem_open'), 'do 0',
  'create index paybell_problem_open on paybell_problem (account, kind, state)');
prepare create_paybell_problem_open from @ddl;
execute create_paybell_problem_open;

-- A problem about notifications that could not be read ends with the last of them: these are the ones that are open.
insert ignore into paybell_problem_notification (problem_id, notification_id, account, out_trade_no, settled)
select p.id, n.id, n.account, n.out_trade_no, false
  from paybell_problem p
  join paybell_notification n
    on n.account = p.account and n.verdict = p.kind and substr(n.reason, 1, 120) = p.cause and n.next_try_at is not null
 where p.state = 'open' and p.kind in ('undecryptable', 'not_understood');
