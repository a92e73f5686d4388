-- arrivals-of: the further arrivals of some notifications, oldest first
select a.notification_id, a.arrived_at, a.address, a.answered, a.took_ms, a.key_id
  from json_table(:rows, '$[*]' columns (
         id char(36) character set ascii collate ascii_bin path '$.id'
       )) r
  join paybell_arrival a on a.notification_id = r.id
 order by a.notification_id, a.arrived_at, a.slot
