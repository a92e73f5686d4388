-- personal-events-of-order: those that name a payer, the newest first.
select data
  from paybell_event
 where account = :account and subject = :out_trade_no and personal = true
 order by id desc
