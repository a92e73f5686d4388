-- insert-subscription: from the commit on, each event of that type gets a row for the subscriber (EVERY_EVENT)
insert into paybell_subscription (type, subscriber) values (:type, :subscriber)
