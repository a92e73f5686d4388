-- all-keys: every platform certificate that WeChat Pay gave; a handful per account
select account, serial, pem, effective_at, expires_at from paybell_platform_key order by account, serial
