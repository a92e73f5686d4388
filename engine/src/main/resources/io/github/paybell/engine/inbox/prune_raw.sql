-- prune-raw: its body is no longer kept; what it said stays as evidence of its orders, without the payer
update paybell_notification
   set raw = :nothing, pruned_at = :now
 where id = :id
