-- lock-notification: the first row of a key, held until the transaction ends, so that no two transactions add to the key at once
select id from paybell_notification where id = :id for update
