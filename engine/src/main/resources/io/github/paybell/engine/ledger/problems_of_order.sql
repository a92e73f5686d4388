-- problems-of-order: its own, that its listener fails, and those that notifications which name it share; oldest first.
select p.id, p.account, p.kind, p.out_trade_no, p.cause, p.member, p.severity, p.evidence_id, p.state, p.resolution, p.note, p.times_seen,
       p.opened_at, p.last_seen, p.closed_at,
       (select count(distinct n.out_trade_no) from paybell_problem_notification n where n.problem_id = p.id) as orders_total
  from paybell_problem p
 where p.account = :account and p.out_trade_no = :out_trade_no
 union all
select p.id, p.account, p.kind, p.out_trade_no, p.cause, p.member, p.severity, p.evidence_id, p.state, p.resolution, p.note, p.times_seen,
       p.opened_at, p.last_seen, p.closed_at,
       (select count(distinct n.out_trade_no) from paybell_problem_notification n where n.problem_id = p.id) as orders_total
  from paybell_problem p
 where p.open_key = :listener_failed
 union all
select p.id, p.account, p.kind, p.out_trade_no, p.cause, p.member, p.severity, p.evidence_id, p.state, p.resolution, p.note, p.times_seen,
       p.opened_at, p.last_seen, p.closed_at,
       (select count(distinct n.out_trade_no) from paybell_problem_notification n where n.problem_id = p.id) as orders_total
  from paybell_problem p
 where p.id in (
         select problem_id from paybell_problem_notification where account = :account and out_trade_no = :out_trade_no)
 order by id
