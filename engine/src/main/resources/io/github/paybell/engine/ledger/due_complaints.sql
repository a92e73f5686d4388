-- due-complaints: those whose merchant has let a time pass
select account, complaint_id
  from paybell_complaint
 where next_step_at <= :now
 order by next_step_at
 limit :limit
