-- open-problem-by-key: open_key is null once closed, so one row or none.
select id, open_key
  from paybell_problem
 where open_key = :open_key
