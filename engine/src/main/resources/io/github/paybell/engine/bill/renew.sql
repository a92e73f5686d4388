-- renew: the runner that began at :started_at is still at it. No row: another one has taken over.
update paybell_reconciliation
   set lease_until = :lease_until, next_try_at = :lease_until
 where account = :account and bill_date = :bill_date and state = 'running' and started_at = :started_at
