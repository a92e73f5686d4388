-- key-serials: of the platform certificates kept for an account
select serial from paybell_platform_key where account = :account
