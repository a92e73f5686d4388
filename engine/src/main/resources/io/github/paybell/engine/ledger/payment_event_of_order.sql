-- payment-event-of-order: by which the order was to be fulfilled; the last one, should there be several
select id, version, created_at, data
  from paybell_event
 where account = :account and subject = :out_trade_no and version is not null and type = 'payment.succeeded'
 order by version desc
 limit 1
