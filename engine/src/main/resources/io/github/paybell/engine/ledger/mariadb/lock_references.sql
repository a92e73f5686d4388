-- lock-references: after the orders, in key order (docs/adr/0004).
select r.account, r.reference, r.paid_by, r.fulfilled_by
  from json_table(:rows, '$[*]' columns (
         account varchar(32) character set ascii collate ascii_bin path '$.account',
         reference varchar(128) character set utf8mb4 collate utf8mb4_bin path '$.reference'
       )) k
  join paybell_reference r on r.account = k.account and r.reference = k.reference
 order by r.account, r.reference
   for update
