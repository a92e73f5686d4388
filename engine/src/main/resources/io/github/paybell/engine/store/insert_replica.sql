-- insert-replica: this replica's row, at its first write and when somebody took it for gone.
insert into paybell_replica (id, started_at, written_at) values (:id, :started_at, :written_at)
