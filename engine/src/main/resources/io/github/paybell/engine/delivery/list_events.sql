-- list-events: newest first, below the cursor, by the primary key; the any_ flags switch a filter off
select id, account, type, subject, version, created_at, data
  from paybell_event
 where id < :before
   and (:any_account = 1 or account = :account)
   and (:any_subject = 1 or subject = :subject)
   and (:any_type = 1 or type = :type)
 order by id desc
 limit :limit
