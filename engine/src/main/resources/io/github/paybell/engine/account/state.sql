-- state: changes with every change of a row, because versions only rise
select count(*) as row_count, coalesce(sum(version), 0) as version_sum from paybell_account
