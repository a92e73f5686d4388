-- insert-key-if-absent: keeps a platform certificate; one that comes second changes nothing
insert into paybell_platform_key (account, serial, pem, effective_at, expires_at, learnt_at)
values (:account, :serial, :pem, :effective_at, :expires_at, :learnt_at)
on duplicate key update serial = serial
