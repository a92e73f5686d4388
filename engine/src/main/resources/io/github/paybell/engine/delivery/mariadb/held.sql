-- held, before settle: which claims still hold; the rows stay locked until the outcome is written
-- MySQL refuses to lock a JSON_TABLE (3569), so it stands in a derived table; and the join is nailed to the key: left to
-- themselves it and MariaDB scan small tables, and lock what nobody asked for.
-- Waiting is asking again: the database's own limit is for whole seconds and sessions.
select d.event_id, d.claim
  from (select * from json_table(:rows, '$[*]' columns (
         event_id char(36) character set ascii collate ascii_bin path '$.event_id',
         subscriber varchar(32) character set ascii collate ascii_bin path '$.subscriber',
         claim char(36) character set ascii collate ascii_bin path '$.claim'
       )) j) r
  straight_join paybell_delivery d force index (primary) on d.event_id = r.event_id and d.subscriber = r.subscriber
 where d.claim = r.claim
   for update nowait
