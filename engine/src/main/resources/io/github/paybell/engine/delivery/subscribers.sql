-- subscribers: of the configuration that was started last; '*' is the row that configurations lock
select subscriber from paybell_subscriber where subscriber <> '*' order by subscriber
