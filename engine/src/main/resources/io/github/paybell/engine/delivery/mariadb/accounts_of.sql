-- accounts-of: whose events they are
select distinct e.account
  from json_table(:rows, '$[*]' columns (
         event_id char(36) character set ascii collate ascii_bin path '$.event_id'
       )) r
  join paybell_event e on e.id = r.event_id
