-- lock: one account's row; the transaction began immediate, so nobody else writes
select account, notify_token, document, version, updated_at, retired_at from paybell_account
 where account = :account
