-- verdict: of a stored notification, as it stands now
select verdict, reason from paybell_notification where id = :id
