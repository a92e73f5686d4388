-- any-due: whether a claim would find something; it only reads, where a claim takes the one writing connection
select event_id
  from paybell_delivery
 where subscriber = :subscriber and due_at <= :past and (lease_end is null or lease_end <= :now)
 limit 1
