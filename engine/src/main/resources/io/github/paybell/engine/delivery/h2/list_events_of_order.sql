-- list-events-of-order: as list-events, of one order
select id, account, type, subject, version, created_at, data
  from paybell_event
 where account = :account and subject = :subject
   and id < :before and (:any_type = 1 or type = :type)
 order by id desc
 limit :limit
