-- numbered-rows, for MySQL and MariaDB: rows of each table that a statement locks. The last nine digits of a row's key are its
-- number, from 0; times rise with it, but a notification's next try falls.
create table numbers (i int primary key, small boolean not null, at datetime(6) not null, id char(36) not null, no char(13) not null);

insert into numbers
with recursive r (i) as (select 0 union all select i + 1 from r where i + 1 < :rows)
select i, i < 100, timestampadd(second, i, '2026-01-05 02:00:00'), concat('00000000-0000-7000-8000-', lpad(i, 12, '0')),
       concat('N', lpad(i, 12, '0'))
  from r;

insert into paybell_account (account, notify_token, version, updated_at)
select concat('shop', lpad(i, 12, '0')), no, 1, at from numbers where small;

insert into paybell_pace (account, free_at)
select concat('shop', lpad(i, 12, '0')), at from numbers where small;

insert into paybell_platform_key (account, serial, pem, effective_at, expires_at, learnt_at)
select 'shop000000000000', no, '', at, at, at from numbers where small;

insert into paybell_reconciliation (account, bill_date, state, next_try_at, started_at, lease_until)
select 'shop000000000000', concat('D', lpad(i, 9, '0')), 'running', at, at, at from numbers where small;

insert into paybell_difference (account, bill_date, position, kind, outcome)
select 'shop000000000000', concat('D', lpad(i, 9, '0')), 1, 'amount', 'healed' from numbers;

insert into paybell_order (account, out_trade_no, trade_state, amount_total, transaction_id, next_query_at, version, created_at, updated_at)
select 'shop000000000000', no, 'NOTPAY', 1, no, at, 1, at, at from numbers;

insert into paybell_refund (account, out_refund_no, out_trade_no, refund_status, amount_refund, next_query_at, created_at, updated_at)
select 'shop000000000000', no, no, 'PROCESSING', 1, at, at, at from numbers;

insert into paybell_reference (account, reference)
select 'shop000000000000', no from numbers;

insert into paybell_notification (id, account, dedupe_key, api, event_type, verdict, raw, first_seen, last_seen, times_seen, tries,
       next_try_at)
select id, 'shop000000000000', no, 'v3', 'payment', 'pending', '', at, at, 1, 1, timestampadd(second, -i, '2026-01-05 02:00:00')
  from numbers;

-- another account's, which wait for the same times
insert into paybell_notification (id, account, dedupe_key, api, event_type, verdict, raw, first_seen, last_seen, times_seen, tries,
       next_try_at)
select concat('00000000-0000-7000-8000-', lpad(i + 500000000, 12, '0')), 'shop000000000001', no, 'v3', 'payment', 'pending', '', at,
       at, 1, 1, timestampadd(second, -i, '2026-01-05 02:00:00')
  from numbers
 where small;

insert into paybell_arrival (notification_id, slot, arrived_at)
select id, 1, at from numbers;

insert into paybell_evidence (account, out_trade_no, id, source, kind, confirmed, merchant_known, judgement, learnt_at)
select 'shop000000000000', no, id, 'query', 'payment', true, true, 'applied', at from numbers;

insert into paybell_event (id, account, type, subject, version, created_at, data)
select id, 'shop000000000000', 'payment.succeeded', no, 1, at, '{}' from numbers;

insert into paybell_problem (id, account, kind, out_trade_no, open_key, state, times_seen, opened_at, last_seen)
select id, 'shop000000000000', 'late_payment', no, no, 'open', 1, at, at from numbers;

insert into paybell_problem_notification (problem_id, notification_id, account, out_trade_no, settled)
select id, id, 'shop000000000000', no, false from numbers;

insert into paybell_complaint (account, complaint_id, opened_at, step, next_step_at)
select 'shop000000000000', no, at, 1, at from numbers;

insert into paybell_rejection (id, account, reason, digest, bytes, created_at)
select id, 'shop000000000000', 'signature_wrong', '', 0, at from numbers where i < 10000;

insert into paybell_replica (id, started_at, written_at)
select id, at, at from numbers;

insert into paybell_subscriber (subscriber, since)
select no, at from numbers where small;
insert into paybell_subscriber (subscriber, since) values ('crm', now(6)), ('erp', now(6)), ('wms', now(6));

insert into paybell_subscription (type, subscriber)
select 'payment.succeeded', no from numbers where small;

insert into paybell_delivery (event_id, subscriber, state, attempts, due_at, claim, lease_end)
select id, 'crm', 'pending', 0, at, id, at from numbers;
insert into paybell_delivery (event_id, subscriber, state, attempts)
select id, 'erp', 'dead', 0 from numbers;
insert into paybell_delivery (event_id, subscriber, state, attempts)
select id, 'wms', 'delivered', 0 from numbers;

-- of the delivered ones every other is gone
insert into paybell_attempt (event_id, subscriber, slot, tried_at)
select id, if(mod(i, 2) = 0, 'gone', 'wms'), 1, at from numbers;

drop table numbers;
