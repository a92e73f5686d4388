-- lock-notification: the first row of a key; the transaction began immediate, so nobody else writes
select id from paybell_notification where id = :id
