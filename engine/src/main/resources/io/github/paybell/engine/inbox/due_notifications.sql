-- due-notifications: unread ones that are to be read again; whoever claims one moves its next_try_at
select id, account, tries
  from paybell_notification
 where next_try_at <= :now
 order by next_try_at
 limit :limit
