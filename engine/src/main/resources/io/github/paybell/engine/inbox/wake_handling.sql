-- wake-handling: an account's settings changed, or this process has just begun and its listeners may be mended. Unread ones
-- and those whose listener failed to the last are due now; those that somebody handles, or that wait for their turn, are not.
update paybell_notification
   set next_try_at = :now
 where account = :account and next_try_at > :now and (verdict <> 'pending' or next_try_at >= :given_up)
