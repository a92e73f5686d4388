-- delete-notifications: the oldest ones up to an id that the caller found (BOUNDED); evidence keeps what they said
delete from paybell_notification
 where id <= :upto
