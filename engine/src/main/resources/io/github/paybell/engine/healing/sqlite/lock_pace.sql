-- lock-pace: from when on an account's next query may leave. The one writing transaction holds the database.
select free_at from paybell_pace where account = :account
