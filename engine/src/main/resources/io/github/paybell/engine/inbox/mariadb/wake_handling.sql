-- wake-handling: an account's settings changed, or this process has just begun and its listeners may be mended. Unread ones
-- and those whose listener failed to the last are due now; those that somebody handles, or that wait for their turn, are not.
-- Nailed to the index of what waits: a small table is scanned otherwise, and what is read is locked, also of other accounts.
update paybell_notification force index (paybell_notification_due)
   set next_try_at = :now
 where account = :account and next_try_at > :now and (verdict <> 'pending' or next_try_at >= :given_up)
