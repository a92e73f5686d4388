-- next-waiting: the next name, after :after, that has rows at all; the index of what is due has the settled ones too
select subscriber from paybell_delivery
 where subscriber > :after
 order by subscriber limit 1
