-- raise-problem: it is open still, and matters more
update paybell_problem
   set severity = :severity, cause = coalesce(:cause, cause), times_seen = times_seen + 1, last_seen = :now
 where id = :id and state = 'open'
