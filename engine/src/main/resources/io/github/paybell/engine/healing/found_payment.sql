-- found-payment: asking found a payment; the first since :before is kept.
update paybell_pace set found_at = :now where account = :account and (found_at is null or found_at < :before)
