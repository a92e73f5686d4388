-- prune-rejections: ids rise with time; :past is the newest one that is not kept (BOUNDED).
delete from paybell_rejection
 where id <= :past
