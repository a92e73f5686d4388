-- state: changes with every change of an account, because versions only rise, and of a certificate (AccountRows.State)
select (select count(*) from paybell_account) as row_count,
       (select coalesce(sum(version), 0) from paybell_account) as version_sum,
       (select count(*) from paybell_platform_key) as key_count,
       (select min(expires_at) from paybell_platform_key) as first_end
