-- notification-by-id
select id, account, api, event_type, dedupe_key, out_trade_no, amount_total, status, verdict, reason, first_seen, last_seen, times_seen,
       address, answered, took_ms, key_id, headers, raw, pruned_at
  from paybell_notification
 where id = :id
