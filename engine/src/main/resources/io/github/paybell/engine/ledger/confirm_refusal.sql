-- confirm-refusal: where every attempt to send a refund was refused, WeChat Pay is asked whether it really does not have it.
update paybell_refund
   set next_query_at = :next_query_at
 where account = :account and out_refund_no = :out_refund_no and not accepted and send_unknown = 0
