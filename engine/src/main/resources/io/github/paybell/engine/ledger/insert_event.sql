-- insert-event: one row for each event; (account, subject, version) is unique, so no step is told twice (EVERY_EVENT).
insert into paybell_event (
    id, account, type, subject, version, personal, data, created_at)
values (
    :id, :account, :type, :subject, :version, :personal, :data, :now)
