-- notification-since: whether a notification of an account was stored since then. Ids rise with time; read from the newest.
select id from paybell_notification where account = :account and id >= :first_id order by id desc limit 1
