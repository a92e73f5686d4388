-- wake-notifications: an account's keys changed; what they could not open before is due now
update paybell_notification
   set next_try_at = :now
 where account = :account and next_try_at > :now
