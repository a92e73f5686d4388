-- lease, step 2 of a claim: the caller has locked the rows; due_at stays, so no index changes
update json_table(:rows, '$[*]' columns (
         event_id char(36) character set ascii collate ascii_bin path '$.event_id'
       )) r
  join paybell_delivery d on d.event_id = r.event_id and d.subscriber = :subscriber
   set d.claim = :claim, d.lease_end = :lease_end
