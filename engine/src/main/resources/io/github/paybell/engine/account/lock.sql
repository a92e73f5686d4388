-- lock: one account's row, held until the transaction ends
select account, notify_token, document, version, updated_at, retired_at from paybell_account
 where account = :account for update
