-- claim-notification: of several replicas one finds tries as it was; it alone reads, the others pass on. The claim is the
-- next try: whoever dies leaves nothing behind.
update paybell_notification
   set tries = tries + 1, next_try_at = :next_try_at
 where id = :id and tries = :tries and next_try_at <= :now
