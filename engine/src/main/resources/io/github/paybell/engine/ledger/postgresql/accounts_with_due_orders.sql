-- accounts-with-due-orders: only reads, one look into paybell_order_due for each account.
select k.account
  from unnest(:account::text[]) as k (account)
 where exists (select 1 from paybell_order t where t.account = k.account and t.next_query_at <= :now)
