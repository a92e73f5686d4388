-- sealed-payers-of-order: of evidence that no event has told of, the newest first.
select payer_sealed
  from paybell_evidence
 where account = :account and out_trade_no = :out_trade_no and payer_sealed is not null and confirmed
 order by id desc
