-- judged-notification: one that could not be read was judged again, by a copy, a person or a sweep; its own bytes stay. What
-- is read at last is not tried again. That an applied one is applied already is its own doing, whoever of a copy and a sweep
-- was faster; and what was read is not unread because a replica has an old key.
update paybell_notification
   set verdict = case when verdict = 'applied' and :verdict = 'already_applied' then verdict else :verdict end,
       reason = :reason, event_type = :event_type, out_trade_no = :out_trade_no,
       amount_total = :amount_total, status = :status, facts = coalesce(:facts, facts),
       next_try_at = case when :is_final = 1 then null else next_try_at end
 where id = :id and (:is_final = 1 or verdict in ('undecryptable', 'not_understood'))
