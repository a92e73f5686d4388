-- lease, step 2 of a claim: the caller has locked the rows; due_at stays, so no index changes
-- Nailed to the key: left to themselves MariaDB and MySQL read, and lock, all rows of the subscriber.
update json_table(:rows, '$[*]' columns (
         event_id char(36) character set ascii collate ascii_bin path '$.event_id'
       )) r
  straight_join paybell_delivery d force index (primary) on d.event_id = r.event_id and d.subscriber = :subscriber
   set d.claim = :claim, d.lease_end = :lease_end
