-- prune-rejections: keeps the newest :keep of the accounts' and the newest :strangers of no account's, none older than :past,
-- and of bodies not more than :bytes together (BOUNDED). MySQL deletes from no table that it reads, but
-- from a derived one.
delete from paybell_rejection
 where id in (
   select id
     from (select id, account, created_at,
                  row_number() over (partition by case when account = '' then 0 else 1 end order by id desc) as place,
                  sum(case when body is null then 0 else bytes end) over (order by id desc) as total
             from paybell_rejection) r
    where created_at < :past
       or total > :bytes
       or (account = '' and place > :strangers)
       or (account <> '' and place > :keep))
