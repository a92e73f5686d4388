-- insert-stub: a row for an order that nobody has registered yet, so that evidence and registration meet on one lock.
insert into paybell_order (account, out_trade_no, trade_state, version, created_at, updated_at)
values (:account, :out_trade_no, 'NOTPAY', 0, :now, :now)
    on conflict do nothing
