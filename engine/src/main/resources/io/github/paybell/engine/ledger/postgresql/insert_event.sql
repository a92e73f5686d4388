-- insert-event: one row for each event; (account, subject, version) is unique, so no step is told twice (EVERY_EVENT).
insert into paybell_event (
    id, account, type, subject, version, data, created_at)
select
       r.id, r.account, r.type, r.subject, r.version, r.data, :now
  from unnest(
         :id::uuid[], :account::text[], :type::text[], :subject::text[], :version::bigint[],
         :data::text[]) as r (
         id, account, type, subject, version, data)
