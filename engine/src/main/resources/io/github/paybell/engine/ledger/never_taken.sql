-- never-taken: WeChat Pay says that it has no such refund, and every attempt ever made was refused, the last at or before
-- :sent_before: the refund is REFUSED until somebody asks for it again.
update paybell_refund
   set refused = true,
       next_query_at = null,
       updated_at = :now
 where account = :account and out_refund_no = :out_refund_no
   and requested and not accepted and refused_code is not null and send_unknown = 0 and sent_at <= :sent_before
