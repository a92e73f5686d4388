-- list-problems: newest first, below the cursor; the any_ flags switch a filter off.
select p.id, p.account, p.kind, p.out_trade_no, p.cause, p.member, p.severity, p.evidence_id, p.state, p.resolution, p.note, p.times_seen,
       p.opened_at, p.last_seen, p.closed_at,
       (select count(distinct n.out_trade_no) from paybell_problem_notification n where n.problem_id = p.id) as orders_total
  from paybell_problem p
 where (:any_account = 1 or p.account = :account)
   and (:any_state = 1 or p.state = :state)
   and (:any_cursor = 1 or p.id < :cursor)
 order by p.id desc
 limit :limit
