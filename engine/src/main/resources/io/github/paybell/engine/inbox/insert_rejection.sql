-- insert-rejection: a sample of refused traffic.
insert into paybell_rejection (id, account, reason, detail, address, digest, created_at)
values (:id, :account, :reason, :detail, :address, :digest, :now)
