-- insert-due: a day that is to be run, unless it is noted already.
insert into paybell_reconciliation (account, bill_date, state, tries, next_try_at)
select :account, :bill_date, 'due', 0, :now
 where not exists (select 1 from paybell_reconciliation where account = :account and bill_date = :bill_date)
