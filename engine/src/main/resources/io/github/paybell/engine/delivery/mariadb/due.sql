-- due, step 1 of a claim: due rows of a subscriber that nobody has under way; step 2 writes their lease, step 3 reads their events
-- Nailed to the index of what is due: where much is due the optimizer scans the table instead, and locks what is not due.
select event_id, attempts
  from paybell_delivery force index (paybell_delivery_due)
 where subscriber = :subscriber and due_at <= :now and (lease_end is null or lease_end <= :now)
 order by due_at
 limit :limit
   for update skip locked
