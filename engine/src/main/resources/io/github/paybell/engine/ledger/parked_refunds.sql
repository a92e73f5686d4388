-- parked-refunds: the refunds of an order that somebody told of and nobody has proved, or that wait for something else.
select out_refund_no, min(learnt_at) as since
  from paybell_evidence
 where account = :account and out_trade_no = :out_trade_no and judgement = 'parked' and out_refund_no is not null
 group by out_refund_no
 order by out_refund_no
 limit 20
