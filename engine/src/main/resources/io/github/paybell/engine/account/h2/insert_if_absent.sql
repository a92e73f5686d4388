-- insert-if-absent: keeps a token for an account; one that comes second changes nothing and reads the first one's
insert into paybell_account (account, notify_token, document, version, updated_at)
select :account, :notify_token, null, 1, :updated_at
 where not exists (select 1 from paybell_account where account = :account)
