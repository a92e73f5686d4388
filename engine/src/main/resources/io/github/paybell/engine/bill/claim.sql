-- claim: takes a day's bill for one runner. Whoever changes the row has it, until the lease ends; then it is due again by
-- itself, so that a runner which died holds nobody up.
update paybell_reconciliation
   set state = 'running', tries = tries + 1, started_at = :now, lease_until = :lease_until, next_try_at = :lease_until
 where account = :account and bill_date = :bill_date
   and (state <> 'running' or lease_until <= :now)
