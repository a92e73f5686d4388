-- backlog: how many rows of a subscriber are due, up to :limit, which bounds what it costs to know
select count(*) as due
  from (select 1 as one from paybell_delivery where subscriber = :subscriber and due_at <= :now limit :limit) waiting
