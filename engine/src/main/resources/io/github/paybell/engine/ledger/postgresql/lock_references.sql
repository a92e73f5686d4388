-- lock-references: after the orders, in key order (docs/adr/0004).
select r.account, r.reference, r.paid_by, r.fulfilled_by
  from paybell_reference r
 where (r.account, r.reference) in (
         select * from unnest(:account::text[], :reference::text[]))
 order by r.account, r.reference
   for update
