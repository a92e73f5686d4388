-- read-only: whether a transaction that begins now may not write, as on a standby: on or off.
show transaction_read_only
