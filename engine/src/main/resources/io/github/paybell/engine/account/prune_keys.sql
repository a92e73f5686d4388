-- prune-keys: certificates whose end is long past, of whatever account (BOUNDED)
delete from paybell_platform_key where expires_at < :past
