-- accounts-with-due-refunds: only reads, one look into paybell_refund_due for each account.
select k.account
  from unnest(:account::text[]) as k (account)
 where exists (select 1 from paybell_refund t where t.account = k.account and t.next_query_at <= :now)
