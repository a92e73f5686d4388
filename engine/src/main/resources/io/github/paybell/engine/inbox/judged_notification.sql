-- judged-notification: one that could not be read was judged again, by a copy or by a person; the bytes that were read stay.
update paybell_notification
   set verdict = :verdict, reason = :reason, event_type = :event_type, out_trade_no = :out_trade_no,
       amount_total = :amount_total, status = :status, headers = :headers, raw = :raw
 where id = :id
