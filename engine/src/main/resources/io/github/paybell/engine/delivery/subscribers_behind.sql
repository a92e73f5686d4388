-- subscribers-behind: those for whom an event waits that is older than :before; ids of events rise with time
select s.subscriber
  from paybell_subscriber s
 where exists (select 1 from paybell_delivery d
                where d.subscriber = s.subscriber and d.due_at is not null and d.event_id < :before)
