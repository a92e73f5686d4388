-- all: every account, also those of which only the token is kept
select account, notify_token, document, version, updated_at, retired_at from paybell_account order by account
