-- claim-reapply: a person wants it handled now; a pending one is nobody else's meanwhile
update paybell_notification
   set tries = tries + 1, next_try_at = case when verdict = 'pending' then :next_try_at else next_try_at end
 where id = :id
