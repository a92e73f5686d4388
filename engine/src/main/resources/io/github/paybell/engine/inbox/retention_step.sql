-- retention-step: the last of the first :step notifications that are older; ids rise with time
select id
  from paybell_notification
 where id < :past
 order by id
 limit 1 offset :last
