-- update-evidence: evidence that had waited, judged again.
update paybell_evidence
   set judgement = :judgement, reason = :reason
 where account = :account and out_trade_no = :out_trade_no and id = :id
