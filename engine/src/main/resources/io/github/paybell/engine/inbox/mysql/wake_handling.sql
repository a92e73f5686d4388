-- wake-handling: an account's settings changed, or this process has just begun and its listeners may be mended. Unread ones
-- and those whose listener failed to the last are due now; those that somebody handles, or that wait for their turn, are not.
-- It would lock what it looks at, so it looks in a derived table, which an update reads without a lock, and takes the rows by their
-- key. The hint nails that order: left to itself MySQL scans a small table, and locks what nobody asked for.
update /*+ join_prefix(w@waiting) */ paybell_notification force index (primary)
   set next_try_at = :now
 where id in (
   select /*+ qb_name(waiting) */ id
     from (select distinct id
             from paybell_notification force index (paybell_notification_due)
            where account = :account and next_try_at > :now and (verdict <> 'pending' or next_try_at >= :given_up)) w)
   and next_try_at > :now and (verdict <> 'pending' or next_try_at >= :given_up)
