-- take-room: a row as a notification's, in a transaction that does not keep it; fails where the disk has no room for one
insert into paybell_notification (id, account, dedupe_key, api, event_type, verdict, raw, first_seen, last_seen, times_seen)
values (:id, '', :dedupe_key, 'v2', '', '', :raw, :now, :now, 1)
