-- held, before settle: which claims still hold; the rows stay locked until the outcome is written
select d.event_id, d.claim
  from json_table(:rows, '$[*]' columns (
         event_id char(36) character set ascii collate ascii_bin path '$.event_id',
         subscriber varchar(32) character set ascii collate ascii_bin path '$.subscriber',
         claim char(36) character set ascii collate ascii_bin path '$.claim'
       )) r
  join paybell_delivery d on d.event_id = r.event_id and d.subscriber = r.subscriber
 where d.claim = r.claim
   for update
