-- accounts-with-due-refunds: only reads, one look into paybell_refund_due for each account.
select k.value ->> 'account' as account
  from json_each(:rows) k
 where exists (select 1 from paybell_refund t where t.account = k.value ->> 'account' and t.next_query_at <= :now)
