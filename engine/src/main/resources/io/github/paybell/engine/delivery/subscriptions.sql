-- subscriptions: of the configuration that was started last
select type, subscriber from paybell_subscription order by type, subscriber
