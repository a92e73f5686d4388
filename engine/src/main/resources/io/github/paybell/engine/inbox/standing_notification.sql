-- standing-notification: how a stored notification stands now
select dedupe_key, verdict, tries from paybell_notification where id = :id
