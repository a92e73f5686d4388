-- retire: the row is locked by this transaction; the version rises so that other replicas see the change
update paybell_account
   set retired_at = :now, version = version + 1, updated_at = :now
 where account = :account
