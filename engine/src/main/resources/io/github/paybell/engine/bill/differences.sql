-- differences: a day's, in stretches, in the order in which they were found.
select position, kind, out_trade_no, out_refund_no, transaction_id, bill_fen, ledger_fen, outcome, detail
  from paybell_difference
 where account = :account and bill_date = :bill_date and position > :after
 order by position
 limit :limit
