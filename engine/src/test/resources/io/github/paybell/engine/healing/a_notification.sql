insert into paybell_notification (
    id, account, dedupe_key, api, event_type, verdict, raw, first_seen, last_seen, times_seen)
values (:id, :account, :dedupe_key, 'v3', 'TRANSACTION.SUCCESS', 'applied', :raw, :now, :now, 1)
