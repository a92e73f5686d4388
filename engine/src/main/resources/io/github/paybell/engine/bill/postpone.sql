-- postpone: the bill could not be had; a report of an earlier run stays. No row: another runner has taken over.
update paybell_reconciliation
   set state = 'due', reason = :reason, next_try_at = :next_try_at, lease_until = null
 where account = :account and bill_date = :bill_date and state = 'running' and started_at = :started_at
