-- delete-arrivals: those of the notifications that delete-notifications takes
delete from paybell_arrival
 where notification_id <= :upto
