-- insert-refund: a refund asked for here, or seen for the first time.
insert into paybell_refund (
    account, out_refund_no, out_trade_no, transaction_id, refund_id, refund_status, amount_total, amount_refund,
    payer_refund, settlement_refund, currency, sub_mchid, reason, requested, accepted, send_unknown, requested_on,
    success_time, next_query_at, created_at, updated_at)
values (
    :account, :out_refund_no, :out_trade_no, :transaction_id, :refund_id, :refund_status, :amount_total, :amount_refund,
    :payer_refund, :settlement_refund, :currency, :sub_mchid, :reason, :requested, :accepted, 0, :requested_on,
    :success_time, :next_query_at, :now, :now)
