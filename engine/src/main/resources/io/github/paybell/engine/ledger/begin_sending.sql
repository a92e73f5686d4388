-- begin-sending: an attempt to send a refund is about to leave.
update paybell_refund
   set send_unknown = send_unknown + 1,
       sent_at = :now
 where account = :account and out_refund_no = :out_refund_no
