-- hopeless: rows of a subscriber that have been due since :past and are not under way; the caller buries them. The limit is a constant so that the plan is the same whatever the statistics say
-- Nailed to the index of what is due: where much is due the optimizer scans the table instead, and locks what is not due.
select event_id
  from paybell_delivery force index (paybell_delivery_due)
 where subscriber = :subscriber and due_at <= :past and (lease_end is null or lease_end <= :now)
 order by due_at
 limit 500
   for update skip locked
