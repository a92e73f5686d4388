-- write-replica: the write by which a replica finds out whether the store takes writes. No other replica writes this row.
update paybell_replica set written_at = :written_at where id = :id
