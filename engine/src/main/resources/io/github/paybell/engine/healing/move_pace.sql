-- move-pace: slots were taken; the row is locked by the caller.
update paybell_pace set free_at = :free_at where account = :account
