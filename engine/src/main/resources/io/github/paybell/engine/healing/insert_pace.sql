-- insert-pace: the account's row, unless it is there; then the caller locks it.
insert into paybell_pace (account, free_at) values (:account, :free_at) on conflict do nothing
