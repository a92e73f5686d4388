-- lock-references: after the orders, in key order (docs/adr/0004).
-- MySQL refuses to lock a JSON_TABLE (3569), so it stands in a derived table; and the join is nailed to the key: left to
-- themselves it and MariaDB scan small tables, and lock what nobody asked for.
-- Waiting is asking again: the database's own limit is for whole seconds and sessions.
select r.account, r.reference, r.paid_by, r.fulfilled_by
  from (select * from json_table(:rows, '$[*]' columns (
         account varchar(32) character set ascii collate ascii_bin path '$.account',
         reference varchar(128) character set utf8mb4 collate utf8mb4_bin path '$.reference'
       )) j) k
  straight_join paybell_reference r force index (primary) on r.account = k.account and r.reference = k.reference
 order by r.account, r.reference
   for update nowait
