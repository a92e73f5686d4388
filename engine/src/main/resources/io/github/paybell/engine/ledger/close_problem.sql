-- close-problem: by a person or because it ended by itself.
update paybell_problem
   set state = 'closed', open_key = null, resolution = :resolution, note = :note, closed_at = :now
 where id = :id and state = 'open'
