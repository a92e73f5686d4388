-- payment-found: whether asking found a payment in that time.
select account from paybell_pace where account = :account and found_at >= :since and found_at <= :until
