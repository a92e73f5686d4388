-- refuse-refund: WeChat Pay said no; its order is locked by the caller.
update paybell_refund
   set refused_code = :refused_code,
       refused_message = :refused_message,
       next_query_at = :next_query_at,
       send_unknown = case when send_unknown > 0 then send_unknown - 1 else 0 end,
       sent_at = :now,
       updated_at = :now
 where account = :account and out_refund_no = :out_refund_no and accepted = :accepted
