-- rejection-by-id: with what is kept of its body, sealed.
select id, account, reason, detail, address, out_trade_no, bytes, created_at, body
  from paybell_rejection
 where id = :id
