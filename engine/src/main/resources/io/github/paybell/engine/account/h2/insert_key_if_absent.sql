-- insert-key-if-absent: keeps a platform certificate; one that comes second changes nothing
insert into paybell_platform_key (account, serial, pem, effective_at, expires_at, learnt_at)
select :account, :serial, :pem, :effective_at, :expires_at, :learnt_at
 where not exists (select 1 from paybell_platform_key where account = :account and serial = :serial)
