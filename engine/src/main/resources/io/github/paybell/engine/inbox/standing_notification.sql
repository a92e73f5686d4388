-- standing-notification: how a stored notification stands now
select dedupe_key, verdict, reason, tries from paybell_notification where id = :id
