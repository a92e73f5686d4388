-- state: changes with every change of a row, because versions only rise
select count(*) as row_count, cast(coalesce(sum(version), 0) as signed) as version_sum from paybell_account
