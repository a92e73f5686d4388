-- list-events-of-order: as list-events, of one order, by its own index: there are few, among millions
select id, account, type, subject, version, created_at, data
  from paybell_event force index (account)
 where account = :account and subject = :subject
   and id < :before and (:any_type = 1 or type = :type)
 order by id desc
 limit :limit
