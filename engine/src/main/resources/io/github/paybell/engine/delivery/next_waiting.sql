-- next-waiting: the next name, after :after, that rows wait under; the index of what is due gives it at once
select subscriber from paybell_delivery
 where due_at is not null and subscriber > :after
 order by subscriber limit 1
