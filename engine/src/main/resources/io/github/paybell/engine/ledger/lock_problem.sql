-- lock-problem: for the rest of the transaction, if it is open still. No row changed: another transaction closed it.
update paybell_problem
   set state = state
 where id = :id and state = 'open'
