-- insert-if-absent: keeps a token for an account; one that comes second changes nothing and reads the first one's.
-- Not "insert ignore", which swallows other errors too, and takes a shared lock that two writers cannot both raise.
insert into paybell_account (account, notify_token, document, version, updated_at)
values (:account, :notify_token, null, 1, :updated_at)
on duplicate key update version = version
