-- last-event: the newest there is
select id from paybell_event order by id desc limit 1
