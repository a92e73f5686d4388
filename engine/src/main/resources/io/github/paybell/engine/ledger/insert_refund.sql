-- insert-refund: a refund seen for the first time.
insert into paybell_refund (
    account, out_refund_no, out_trade_no, refund_id, refund_status, amount_refund, success_time, created_at, updated_at)
values (
    :account, :out_refund_no, :out_trade_no, :refund_id, :refund_status, :amount_refund, :success_time, :now, :now)
