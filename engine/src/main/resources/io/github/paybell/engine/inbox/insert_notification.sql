-- insert-notification: one row for each notification; (account, dedupe_key) is unique (ONE_ROW_PER_ID), so where another
-- transaction was faster this fails and the group looks again.
insert into paybell_notification (
    id, account, dedupe_key, facts, api, event_type, out_trade_no, amount_total, status, verdict, reason, headers, raw,
    first_seen, last_seen, times_seen, next_try_at, address, answered, took_ms, key_id)
values (
    :id, :account, :dedupe_key, :facts, :api, :event_type, :out_trade_no, :amount_total, :status, :verdict, :reason, :headers,
    :raw, :now, :now, 1, case when :is_final = 1 then null else :next_try_at end, :address, :answered, :took_ms,
    :key_id)
