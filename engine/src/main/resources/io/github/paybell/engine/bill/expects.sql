-- expects: whether the account had an order before a day was over. A day before its first one is not ours to compare.
select 1 as found
  from paybell_order
 where account = :account and amount_total is not null and created_at < :end
 limit 1
