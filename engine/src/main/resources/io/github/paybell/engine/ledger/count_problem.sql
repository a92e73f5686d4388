-- count-problem: it came up again while open; the latest cause says how it stands.
update paybell_problem
   set times_seen = times_seen + 1, last_seen = :now, cause = coalesce(:cause, cause)
 where id = :id
