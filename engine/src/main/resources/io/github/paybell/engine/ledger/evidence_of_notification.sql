-- evidence-of-notification: what the judge says of a notification's evidence about one order, if that is recorded
select judgement
  from paybell_evidence
 where account = :account and out_trade_no = :out_trade_no and notification_id = :notification_id
