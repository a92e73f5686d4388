-- due: the days to be run now, those that wait longest first.
select account, bill_date
  from paybell_reconciliation
 where next_try_at <= :now
 order by next_try_at, account, bill_date
 limit :limit
