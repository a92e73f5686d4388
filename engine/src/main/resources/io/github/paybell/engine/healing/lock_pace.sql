-- lock-pace: from when on an account's next query may leave; nobody else takes slots before this transaction ends.
select free_at from paybell_pace where account = :account for update
