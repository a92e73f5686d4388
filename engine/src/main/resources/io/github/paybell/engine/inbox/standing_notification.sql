-- standing-notification: how a stored notification stands now
select verdict, reason, tries from paybell_notification where id = :id
