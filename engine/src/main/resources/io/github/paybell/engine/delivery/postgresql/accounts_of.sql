-- accounts-of: whose events they are
select distinct account from paybell_event where id = any (:event_id::uuid[])
