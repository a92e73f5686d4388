-- list-problems: newest first, below the cursor; the any_ flags switch a filter off.
select id, account, kind, out_trade_no, cause, evidence_id, state, resolution, note, times_seen, opened_at, last_seen, closed_at
  from paybell_problem
 where (:any_account = 1 or account = :account)
   and (:any_state = 1 or state = :state)
   and (:any_cursor = 1 or id < :cursor)
 order by id desc
 limit :limit
