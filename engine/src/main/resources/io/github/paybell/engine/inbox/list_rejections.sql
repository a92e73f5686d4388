-- list-rejections: newest first, below the cursor; the any_ flags switch a filter off.
select id, account, reason, detail, address, out_trade_no, bytes, created_at
  from paybell_rejection
 where (:any_account = 1 or account = :account)
   and (:any_out_trade_no = 1 or out_trade_no = :out_trade_no)
   and (:any_reason = 1 or reason = :reason)
   and (:any_cursor = 1 or id < :cursor)
 order by id desc
 limit :limit
