-- problem-by-id
select id, account, kind, out_trade_no, cause, evidence_id, state, resolution, note, times_seen, opened_at, last_seen, closed_at
  from paybell_problem
 where id = :id
