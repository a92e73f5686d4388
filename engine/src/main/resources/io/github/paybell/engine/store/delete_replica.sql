-- delete-replica: one that is gone; if it lives after all it makes its row again.
delete from paybell_replica where id = :id
