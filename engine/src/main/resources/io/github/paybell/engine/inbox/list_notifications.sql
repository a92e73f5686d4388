-- list-notifications: newest first, below the cursor; the any_ flags switch a filter off.
select id, account, api, event_type, dedupe_key, out_trade_no, amount_total, status, verdict, reason, first_seen, last_seen, times_seen,
       address, answered, took_ms, key_id
  from paybell_notification
 where (:any_account = 1 or account = :account)
   and (:any_out_trade_no = 1 or out_trade_no = :out_trade_no)
   and (:any_verdict = 1 or verdict = :verdict)
   and (:any_cursor = 1 or id < :cursor)
 order by id desc
 limit :limit
