-- claim: due rows of a subscriber that nobody has under way, with their events, in one statement. due_at stays: the new row
-- version needs no index entry. The rows are found again by their place (ctid), which they keep while they are locked; and
-- the inner limit is a constant: so the plan is the same whatever the statistics say.
update paybell_delivery d
   set claim = :claim, lease_end = :lease_end
  from paybell_event e
 where d.ctid = any (array (
         select due.ctid
           from (select ctid from paybell_delivery
                  where subscriber = :subscriber and due_at <= :now and (lease_end is null or lease_end <= :now)
                  order by due_at
                  limit 1000
                    for update skip locked) due
          limit :limit))
   and e.id = d.event_id
returning d.attempts, e.id, e.account, e.type, e.subject, e.version, e.created_at, e.data
