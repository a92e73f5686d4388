-- refund-again: one that WeChat Pay refused is to be sent once more; its order is locked by the caller.
update paybell_refund
   set reason = :reason,
       refused = false,
       refused_code = null,
       refused_message = null,
       next_query_at = :now,
       updated_at = :now
 where account = :account and out_refund_no = :out_refund_no and requested and not accepted and refused_code is not null
