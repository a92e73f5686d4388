-- open-problems: how many, up to 1000
select count(*) as problems
  from (select id from paybell_problem where open_key is not null limit 1000) as open_ones
