-- handled-notification: all that it says is applied, in this transaction or in those before. That an applied one is applied
-- already is its own doing.
update paybell_notification
   set verdict = case when verdict = 'applied' and :verdict = 'already_applied' then verdict else :verdict end,
       reason = null, event_type = :event_type, out_trade_no = :out_trade_no, amount_total = :amount_total, status = :status,
       facts = coalesce(:facts, facts), next_try_at = null
 where id = :id
