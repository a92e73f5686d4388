-- remove: the row is locked by this transaction and keeps its token, so that no other account ever gets it
update paybell_account
   set document = null, retired_at = null, version = version + 1, updated_at = :now
 where account = :account
