-- forget-payer: an event tells of it now.
update paybell_evidence
   set payer_sealed = null
 where account = :account and out_trade_no = :out_trade_no and id = :id
