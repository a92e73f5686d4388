-- update-refund: a refund's status rose; its order is locked by the caller.
update paybell_refund
   set refund_id = :refund_id, refund_status = :refund_status, success_time = :success_time, updated_at = :now
 where account = :account and out_refund_no = :out_refund_no
