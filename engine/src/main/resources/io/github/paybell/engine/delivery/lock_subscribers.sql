-- lock-subscribers: one configuration is written after the other, so that none is a mixture of two
select subscriber from paybell_subscriber where subscriber = '*' for update
