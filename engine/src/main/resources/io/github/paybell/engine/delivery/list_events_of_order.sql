-- list-events-of-order: as list-events, of one order, by its own index: there are few, among millions
with e as materialized (
  select id, account, type, subject, version, created_at, data
    from paybell_event
   where account = :account and subject = :subject)
select id, account, type, subject, version, created_at, data
  from e
 where id < :before and (:any_type = 1 or type = :type)
 order by id desc
 limit :limit
