-- lock-subscribers: the one writing transaction holds the database
select subscriber from paybell_subscriber where subscriber = '*'
