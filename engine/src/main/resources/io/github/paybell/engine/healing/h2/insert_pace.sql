-- insert-pace: the account's row, unless it is there; then the caller locks it.
insert into paybell_pace (account, free_at)
select :account, :free_at
 where not exists (select 1 from paybell_pace where account = :account)
