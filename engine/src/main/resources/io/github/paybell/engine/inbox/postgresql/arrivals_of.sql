-- arrivals-of: the further arrivals of some notifications, oldest first
select a.notification_id, a.arrived_at, a.address, a.answered, a.took_ms, a.key_id
  from paybell_arrival a
 where a.notification_id = any (:id::uuid[])
 order by a.notification_id, a.arrived_at, a.slot
