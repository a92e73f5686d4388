-- oldest-rejection: the first one past those that are kept.
select id
  from paybell_rejection
 order by id desc
 limit 1 offset :keep
