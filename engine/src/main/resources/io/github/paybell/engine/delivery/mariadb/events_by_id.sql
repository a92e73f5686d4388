-- events-by-id, step 3 of a claim
select e.id, e.account, e.type, e.subject, e.version, e.created_at, e.data
  from json_table(:rows, '$[*]' columns (
         event_id char(36) character set ascii collate ascii_bin path '$.event_id'
       )) r
  join paybell_event e on e.id = r.event_id
