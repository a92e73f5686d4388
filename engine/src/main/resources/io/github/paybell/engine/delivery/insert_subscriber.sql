-- insert-subscriber
insert into paybell_subscriber (subscriber, since) values (:subscriber, :now)
