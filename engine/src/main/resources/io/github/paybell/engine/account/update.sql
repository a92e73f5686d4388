-- update: the row is locked by this transaction; the version rises so that other replicas see the change; a retired account is back
update paybell_account
   set notify_token = :notify_token, document = :document, version = version + 1, updated_at = :updated_at, retired_at = null
 where account = :account
