-- idle-evidence-of-order: what was learnt and changed nothing.
select learnt_at, source, judgement, reason, transaction_id
  from paybell_evidence
 where account = :account and out_trade_no = :out_trade_no and judgement <> 'applied'
 order by id
