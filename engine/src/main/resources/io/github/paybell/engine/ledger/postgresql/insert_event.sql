-- insert-event: one row for each event; (account, subject, version) is unique, so no step is told twice (EVERY_EVENT).
insert into paybell_event (
    id, account, type, subject, version, personal, data, created_at)
select
       r.id, r.account, r.type, r.subject, r.version, r.personal, r.data, :now
  from unnest(
         :id::uuid[], :account::text[], :type::text[], :subject::text[], :version::bigint[],
         :personal::bool[], :data::text[]) as r (
         id, account, type, subject, version, personal, data)
