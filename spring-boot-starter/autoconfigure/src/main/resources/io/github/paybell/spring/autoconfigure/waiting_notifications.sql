-- waiting-notifications: how many are stored and not handled, up to 1000, and since when the oldest
-- waits; only rows that are due some time are looked at
select count(*) as waiting, min(first_seen) as oldest
  from (select first_seen
          from paybell_notification
         where next_try_at is not null and verdict = 'pending'
         order by next_try_at limit 1000) as due
