-- What cannot be reconstructed later: who sent what and how it was answered, what a payment says, what was asked and told.
-- DDL commits by itself here, so each statement can be run again after a crash in the middle.

alter table paybell_notification
  add column if not exists facts     varchar(64) character set ascii collate ascii_bin,  -- SHA-256 of what it says, hex: equal in copies; null: stored before, or nothing could be read
  add column if not exists address   varchar(64),  -- who sent the first copy
  add column if not exists answered  varchar(16),  -- what that copy was answered
  add column if not exists took_ms   integer,  -- until that answer was handed to the connection
  add column if not exists key_id    varchar(64),  -- which key proved it: a serial, a public key id, or v2
  add column if not exists pruned_at datetime(6);  -- since when the raw body, which names the payer, is no longer kept

alter table paybell_order
  add column if not exists queries       integer not null default 0,  -- how often WeChat Pay was asked about it
  add column if not exists queried_at    datetime(6),  -- when it was asked last
  add column if not exists query_said    varchar(64),  -- and what it said: a trade_state or an error code
  add column if not exists registered    boolean not null default true,  -- somebody registered it, not only placed it
  add column if not exists place_unknown integer not null default 1,  -- how many attempts to place it were not refused: under way, done, or nobody knows
  add column if not exists not_placed    boolean not null default false;  -- WeChat Pay has no such order: it may be placed with other data

alter table paybell_evidence
  add column if not exists details      mediumtext,  -- JSON: what a payment says besides, in the names of v3, without the payer
  add column if not exists payer        varchar(32) character set ascii collate ascii_bin,  -- keyed hash of the openid, hex
  add column if not exists payer_hint   varchar(8),  -- the last four characters of the openid
  add column if not exists payer_sealed varchar(512);  -- the payer, sealed, while no event has told of it

alter table paybell_refund
  add column if not exists refused      boolean not null default false,  -- WeChat Pay does not have it and never will by itself
  add column if not exists sent_at      datetime(6),  -- the last attempt to send it
  add column if not exists send_unknown integer not null default 1;  -- how many attempts to send it were not refused: under way, done, or nobody knows

alter table paybell_problem
  add column if not exists member   varchar(64),  -- the member of a message that is wrong
  add column if not exists severity varchar(8);  -- critical, high, normal or low; null: the kind's own

alter table paybell_rejection
  add column if not exists out_trade_no varchar(64) character set ascii collate ascii_bin,  -- the order that it names: a claim, nothing proved
  add column if not exists status       integer,  -- HTTP status of the answer
  add column if not exists bytes        bigint,  -- length of the body
  add column if not exists headers      text,  -- sealed
  add column if not exists body         mediumtext;  -- sealed; null: not kept

-- Types of other products' events are longer, and an event says all that a payment says.
alter table paybell_event modify column type varchar(64) not null, modify column data mediumtext not null;
alter table paybell_event
  add column if not exists personal boolean not null default false;  -- it names a payer, until that is no longer kept
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

create index if not exists paybell_evidence_payer on paybell_evidence (account, payer);
create index if not exists paybell_event_personal on paybell_event (personal, id);
create index if not exists paybell_notification_raw on paybell_notification (pruned_at, id);
create index if not exists paybell_problem_notification_order on paybell_problem_notification (account, out_trade_no);
create index if not exists paybell_problem_notification_of on paybell_problem_notification (notification_id);
create index if not exists paybell_complaint_due on paybell_complaint (next_step_at);
create index if not exists paybell_rejection_order on paybell_rejection (account, out_trade_no);
create index if not exists paybell_problem_open on paybell_problem (account, kind, state);

-- A problem about notifications that could not be read ends with the last of them: these are the ones that are open.
insert ignore into paybell_problem_notification (problem_id, notification_id, account, out_trade_no, settled)
select p.id, n.id, n.account, n.out_trade_no, false
  from paybell_problem p
  join paybell_notification n
    on n.account = p.account and n.verdict = p.kind and substr(n.reason, 1, 120) = p.cause and n.next_try_at is not null
 where p.state = 'open' and p.kind in ('undecryptable', 'not_understood');
