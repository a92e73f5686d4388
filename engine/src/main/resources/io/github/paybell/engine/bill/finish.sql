-- finish: writes the report of the runner that began at :started_at. No row: another one has taken over.
update paybell_reconciliation
   set state = :state, reason = :reason, tries = 0, next_try_at = :next_try_at, lease_until = null,
       report = :report, finished_at = :now
 where account = :account and bill_date = :bill_date and state = 'running' and started_at = :started_at
