-- update-evidence: evidence that had waited, judged again; its payer is kept as long as no event has told of it.
update paybell_evidence
   set judgement = :judgement, reason = :reason,
       payer_sealed = case when :untold = 1 then payer_sealed end
 where account = :account and out_trade_no = :out_trade_no and id = :id
