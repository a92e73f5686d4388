-- insert-notification: one row for each notification; (account, dedupe_key) is unique (ONE_ROW_PER_ID), so where another
-- transaction was faster this fails and the group looks again.
insert into paybell_notification (
    id, account, dedupe_key, facts, api, event_type, out_trade_no, amount_total, status, verdict, reason, headers, raw,
    first_seen, last_seen, times_seen, next_try_at, address, answered, took_ms, key_id)
select r.id, r.account, r.dedupe_key, r.facts, r.api, r.event_type, r.out_trade_no, r.amount_total, r.status, r.verdict, r.reason,
       r.headers, r.raw, :now, :now, 1,
       case when r.is_final = 1 then null else cast(:next_try_at as timestamptz) end,
       r.address, r.answered, r.took_ms, r.key_id
  from unnest(
         :id::uuid[], :account::text[], :dedupe_key::text[], :facts::text[], :api::text[], :event_type::text[], :out_trade_no::text[],
         :amount_total::bigint[], :status::text[], :verdict::text[], :reason::text[], :headers::text[], :raw::bytea[],
         :is_final::int[], :address::text[], :answered::text[], :took_ms::int[], :key_id::text[]) as r (
         id, account, dedupe_key, facts, api, event_type, out_trade_no, amount_total, status, verdict, reason, headers, raw, is_final,
         address, answered, took_ms, key_id)
