-- held, before settle: which claims still hold, in the one writing transaction
select d.event_id, d.claim
  from json_each(:rows) r
  join paybell_delivery d on d.event_id = r.value ->> 'event_id' and d.subscriber = r.value ->> 'subscriber'
 where d.claim = r.value ->> 'claim'
