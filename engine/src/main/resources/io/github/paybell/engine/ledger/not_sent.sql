-- not-sent: an attempt did not leave after all.
update paybell_refund
   set send_unknown = send_unknown - 1
 where account = :account and out_refund_no = :out_refund_no and send_unknown > 0
