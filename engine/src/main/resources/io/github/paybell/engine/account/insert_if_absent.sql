-- insert-if-absent: keeps a token for an account; one that comes second changes nothing and reads the first one's
insert into paybell_account (account, notify_token, document, version, updated_at)
values (:account, :notify_token, null, 1, :updated_at)
on conflict do nothing
