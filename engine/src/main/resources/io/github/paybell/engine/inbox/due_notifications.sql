-- due-notifications: unread and pending ones that are to be tried again; the claim moves next_try_at
select id, account, verdict, tries
  from paybell_notification
 where next_try_at <= :now
 order by next_try_at
 limit :limit
