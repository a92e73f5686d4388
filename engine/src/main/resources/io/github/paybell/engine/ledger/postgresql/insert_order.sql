-- insert-order: registers an expected payment unless a row of that number is there; then the caller locks and reads it.
insert into paybell_order (
    account, out_trade_no, amount_total, currency, reference, appid, sub_mchid, description,
    attach, expires_at, late_payment, duplicate_payment, trade_type, placement, next_query_at,
    trade_state, version, registered, place_unknown, created_at, updated_at)
values (
    :account, :out_trade_no, :amount_total, :currency, :reference, :appid, :sub_mchid,
    :description, :attach, :expires_at, :late_payment, :duplicate_payment, :trade_type, :placement,
    :next_query_at, 'NOTPAY', 1, :registered, :attempts, :now, :now)
    on conflict do nothing
