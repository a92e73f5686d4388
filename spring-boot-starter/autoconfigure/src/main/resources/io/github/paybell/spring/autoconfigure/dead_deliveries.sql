-- dead-deliveries: how many of the subscribers that there are, up to 1000; by the index of each
select count(*) as dead
  from (select delivery.event_id
          from paybell_subscriber as subscriber
          join paybell_delivery as delivery on delivery.subscriber = subscriber.subscriber
         where delivery.state = 'dead' limit 1000) as dead_ones
