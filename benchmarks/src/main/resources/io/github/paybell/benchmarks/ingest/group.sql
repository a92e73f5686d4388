-- pgbench: the writes of 64 notifications in one transaction, set-based, as a group commit makes them.
-- pgbench takes every colon before a letter or digit for a variable, within quotes too: hence \x3a.
-- Variables: first (order number), clients, raw (a body of the same length), i (starts at -1).
\set i :i + 1
\set low :first + (:i * :clients + :client_id) * 64
\set high :low + 63
begin;
insert into paybell_notification (id, account, dedupe_key, api, event_type, out_trade_no, amount_total, status, verdict, reason, headers, raw, first_seen, last_seen, times_seen)
select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'shop', E'pay\x3a420000000120261122' || lpad(n::text, 10, '0') || E'\x3aSUCCESS', 'v2', 'TRANSACTION.SUCCESS', 'PB' || lpad(n::text, 15, '0'), 10000, 'SUCCESS', 'applied', null, null, convert_to(:raw, 'UTF8'), now(), now(), 1
  from generate_series(:low::bigint, :high::bigint) n
on conflict (account, dedupe_key) do nothing;
select out_trade_no, trade_state, amount_total, currency, appid, version from paybell_order
 where account = 'shop' and out_trade_no = any (array(select 'PB' || lpad(n::text, 15, '0') from generate_series(:low::bigint, :high::bigint) n))
 order by out_trade_no for update;
update paybell_order o set trade_state = 'SUCCESS', transaction_id = '420000000120261122' || lpad(n::text, 10, '0'), payer_total = 9200, payer_currency = 'CNY', success_time = E'2026-11-22T10\x3a15+08\x3a00', version = version + 1, updated_at = now()
  from generate_series(:low::bigint, :high::bigint) n
 where o.account = 'shop' and o.out_trade_no = 'PB' || lpad(n::text, 15, '0');
insert into paybell_evidence (account, out_trade_no, id, source, notification_id, kind, mchid, appid, transaction_id, trade_state, amount_total, currency, payer_total, payer_currency, success_time, confirmed, merchant_known, judgement, learnt_at)
select 'shop', 'PB' || lpad(n::text, 15, '0'), ('01900000-0000-7001-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'notification', ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'payment', '1999999901', 'wxtest000000000001', '420000000120261122' || lpad(n::text, 10, '0'), 'SUCCESS', 10000, 'CNY', 9200, 'CNY', E'2026-11-22T10\x3a15+08\x3a00', true, true, 'applied', now()
  from generate_series(:low::bigint, :high::bigint) n;
insert into paybell_event (id, account, type, subject, version, created_at, data)
select ('01900000-0000-7002-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'shop', 'payment.succeeded', 'PB' || lpad(n::text, 15, '0'), 2, now(), '{"account":"shop","out_trade_no":"PB' || lpad(n::text, 15, '0') || '","transaction_id":"420000000120261122' || lpad(n::text, 10, '0') || E'","trade_state":"SUCCESS","amount":{"total": 10000,"currency":"CNY"},"payer_total": 9200,"success_time":"2026-11-22T10\x3a15+08\x3a00","attach":"store-17","late": false,"duplicate": false}'
  from generate_series(:low::bigint, :high::bigint) n;
end;
