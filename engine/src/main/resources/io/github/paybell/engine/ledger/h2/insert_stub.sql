-- insert-stub: a row for an order that nobody has registered yet, so that evidence and registration meet on one lock.
insert into paybell_order (account, out_trade_no, trade_state, version, created_at, updated_at)
select :account, :out_trade_no, 'NOTPAY', 0, :now, :now
 where not exists (select 1 from paybell_order where account = :account and out_trade_no = :out_trade_no)
