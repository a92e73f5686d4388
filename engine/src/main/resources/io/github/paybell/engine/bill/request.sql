-- request: somebody wants the day run now. One that is running goes on; its end is what is wanted.
update paybell_reconciliation
   set state = 'due', reason = null, tries = 0, next_try_at = :now, lease_until = null
 where account = :account and bill_date = :bill_date
   and (state <> 'running' or lease_until <= :now)
