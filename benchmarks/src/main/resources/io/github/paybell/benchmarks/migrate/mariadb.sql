-- Paid orders :first to :last with all that version 3 stored for them.
insert into paybell_order (account, out_trade_no, trade_state, amount_total, currency, appid, description, transaction_id, payer_total, payer_currency, success_time, paid_on, version, created_at, updated_at)
select 'shop', concat('PB', lpad(seq, 15, '0')), 'SUCCESS', 10000, 'CNY', 'wxtest000000000001', 'a flat white', concat('420000000120261122', lpad(seq, 10, '0')), 9200, 'CNY', '2026-11-22T10:15:00+08:00', '2026-11-22', 2, timestamp '2026-11-22 02:15:00', timestamp '2026-11-22 02:15:00'
  from seq_:first_to_:last;
insert into paybell_notification (id, account, dedupe_key, api, event_type, out_trade_no, amount_total, status, verdict, raw, first_seen, last_seen, times_seen)
select concat('01900000-0000-7000-8000-', lpad(lower(hex(seq)), 12, '0')), 'shop', concat('pay:', concat('420000000120261122', lpad(seq, 10, '0')), ':SUCCESS'), 'v2', 'payment', concat('PB', lpad(seq, 15, '0')), 10000, 'SUCCESS', 'applied', ':raw', timestamp '2026-11-22 02:15:00', timestamp '2026-11-22 02:15:00', 1
  from seq_:first_to_:last;
insert into paybell_evidence (account, out_trade_no, id, source, notification_id, kind, mchid, appid, transaction_id, trade_state, amount_total, currency, payer_total, payer_currency, success_time, confirmed, merchant_known, judgement, learnt_at)
select 'shop', concat('PB', lpad(seq, 15, '0')), concat('01900000-0000-7001-8000-', lpad(lower(hex(seq)), 12, '0')), 'notification', concat('01900000-0000-7000-8000-', lpad(lower(hex(seq)), 12, '0')), 'payment', '1999999901', 'wxtest000000000001', concat('420000000120261122', lpad(seq, 10, '0')), 'SUCCESS', 10000, 'CNY', 9200, 'CNY', '2026-11-22T10:15:00+08:00', true, true, 'applied', timestamp '2026-11-22 02:15:00'
  from seq_:first_to_:last;
insert into paybell_event (id, account, type, subject, version, created_at, data)
select concat('01900000-0000-7002-8000-', lpad(lower(hex(seq)), 12, '0')), 'shop', 'payment.succeeded', concat('PB', lpad(seq, 15, '0')), 2, timestamp '2026-11-22 02:15:00', '{"account":"shop","out_trade_no":"NO","transaction_id":"TX","trade_state":"SUCCESS","amount":{"total":10000,"currency":"CNY"},"payer_total":9200,"success_time":"2026-11-22T10:15:00+08:00","attach":"store-17","late":false,"duplicate":false}'
  from seq_:first_to_:last
