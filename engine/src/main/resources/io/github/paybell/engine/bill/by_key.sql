-- by-key: one day of one account.
select state, reason, tries, next_try_at, started_at, finished_at, report
  from paybell_reconciliation
 where account = :account and bill_date = :bill_date
