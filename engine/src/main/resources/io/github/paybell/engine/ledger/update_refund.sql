-- update-refund: more is known of a refund; its order is locked by the caller. One that is over is not asked about again.
update paybell_refund
   set transaction_id = coalesce(transaction_id, :transaction_id),
       refund_id = coalesce(:refund_id, refund_id),
       refund_status = :refund_status,
       payer_refund = coalesce(:payer_refund, payer_refund),
       settlement_refund = coalesce(:settlement_refund, settlement_refund),
       success_time = coalesce(:success_time, success_time),
       accepted = :accepted,
       refused = false,
       refused_code = null,
       refused_message = null,
       next_query_at = case when :over then null else coalesce(next_query_at, :next_query_at) end,
       updated_at = :now
 where account = :account and out_refund_no = :out_refund_no
