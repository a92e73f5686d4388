-- delete-subscriber: its pending rows are buried by the housekeeping
delete from paybell_subscriber where subscriber = :subscriber
