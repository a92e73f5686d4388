-- event-by-id
select id, account, type, subject, version, created_at, data from paybell_event where id = :id
