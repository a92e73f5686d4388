-- delete-subscription: rows that are there already stay
delete from paybell_subscription where type = :type and subscriber = :subscriber
