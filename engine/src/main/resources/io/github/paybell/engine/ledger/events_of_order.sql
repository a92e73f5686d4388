-- events-of-order: in the order in which they happened.
select created_at, type, version
  from paybell_event
 where account = :account and subject = :out_trade_no and version is not null
 order by version
