-- lease-refunds: nobody else finds these rows due before the lease ends; the caller has locked them.
update paybell_refund
   set next_query_at = :lease
 where account = :account and out_refund_no = :out_refund_no
