-- other-variants: how many rows of one key are known to say something else
select count(*) as others
  from paybell_notification
 where account = :account and dedupe_key >= :dedupe_key and dedupe_key < :end
   and (dedupe_key = :dedupe_key or dedupe_key >= :first_variant)
   and facts <> :facts
