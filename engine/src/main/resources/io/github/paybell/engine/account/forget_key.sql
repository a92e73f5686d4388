-- forget-key: a certificate that WeChat Pay gave for an account, whose row is locked by this transaction
delete from paybell_platform_key where account = :account and serial = :serial
