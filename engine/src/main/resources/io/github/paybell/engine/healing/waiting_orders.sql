-- waiting-orders: how many orders of that time are unpaid, counted up to ten. No order is due before it was registered, and
-- those of an account that cannot ask stay where their first rung put them; so the index of due orders finds them.
select count(*) as orders
  from (select 1 as one
          from paybell_order
         where account = :account and next_query_at >= :since and created_at >= :since and created_at <= :until
         limit 10) t
