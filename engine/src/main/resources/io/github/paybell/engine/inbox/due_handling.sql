-- due-handling: pending and unread ones that are to be tried again; whoever claims one moves its next_try_at
select id, account, verdict, tries
  from paybell_notification
 where next_try_at <= :now
 order by next_try_at
 limit :limit
