-- set-requested-on: the bill says on which day a refund is listed, and the bill is what it is compared with.
update paybell_refund
   set requested_on = :bill_date
 where account = :account and out_refund_no = :out_refund_no
