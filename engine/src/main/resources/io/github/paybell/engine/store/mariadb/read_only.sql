-- read-only: whether the server takes no writes: 0 or 1, and a word from MariaDB 12 on. With super_read_only it is on, too.
select @@global.read_only as transaction_read_only
