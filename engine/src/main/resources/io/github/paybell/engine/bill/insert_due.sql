-- insert-due: a day that is to be run, unless it is noted already.
insert into paybell_reconciliation (account, bill_date, state, tries, next_try_at)
values (:account, :bill_date, 'due', 0, :now)
    on conflict do nothing
