-- insert-stub: a row for an order that nobody has registered yet, so that evidence and registration meet on one lock.
insert into paybell_order (account, out_trade_no, trade_state, version, created_at, updated_at)
select r.account, r.out_trade_no, 'NOTPAY', 0, :now, :now
  from unnest(:account::text[], :out_trade_no::text[]) as r (account, out_trade_no)
    on conflict do nothing
