-- accounts-of: whose events they are
select distinct account from paybell_event where id in (select value ->> 'event_id' from json_each(:rows))
