-- wake-notifications: an account's keys changed; what they could not open before is due now
-- Nailed to the index of what waits: a small table is scanned otherwise, and what is read is locked, also of other accounts.
update paybell_notification force index (paybell_notification_due)
   set next_try_at = :now
 where account = :account and next_try_at > :now
