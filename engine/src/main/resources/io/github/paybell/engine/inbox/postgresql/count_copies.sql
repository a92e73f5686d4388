-- count-copies: the same notification came again.
update paybell_notification n
   set times_seen = n.times_seen + r.times, last_seen = :now
  from unnest(:id::uuid[], :times::int[]) as r (id, times)
 where n.id = r.id
