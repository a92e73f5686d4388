-- insert-difference: one of a day's, in the order in which they were found.
insert into paybell_difference (
    account, bill_date, position, kind, out_trade_no, out_refund_no, transaction_id, bill_fen, ledger_fen, outcome, detail)
values (
    :account, :bill_date, :position, :kind, :out_trade_no, :out_refund_no, :transaction_id, :bill_fen, :ledger_fen, :outcome,
    :detail)
