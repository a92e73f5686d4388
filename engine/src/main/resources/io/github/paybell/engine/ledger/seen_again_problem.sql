-- seen-again-problem: a copy of a notification that it counts came.
update paybell_problem
   set last_seen = :now
 where id = :id and state = 'open'
