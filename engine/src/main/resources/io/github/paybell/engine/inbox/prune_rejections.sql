-- prune-rejections: ids rise with time; keeps the newest (BOUNDED).
delete from paybell_rejection
 where id < :oldest
