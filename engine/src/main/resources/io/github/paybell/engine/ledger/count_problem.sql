-- count-problem: it came up again while open.
update paybell_problem
   set times_seen = times_seen + 1, last_seen = :now
 where open_key = :open_key
