-- variants: the rows of one key, the first one first: the key itself, and the key with a part of its own behind "#"
select id, dedupe_key, verdict, facts
  from paybell_notification
 where account = :account and dedupe_key >= :dedupe_key and dedupe_key < :end
   and (dedupe_key = :dedupe_key or dedupe_key >= :first_variant)
 order by id
