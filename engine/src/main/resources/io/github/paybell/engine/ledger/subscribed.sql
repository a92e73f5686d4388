-- subscribed: how many are told of an event of this name, of the configuration that was started last
select count(*) as subscribers
  from paybell_subscription
 where type in (:type, :family)
