-- One row for each replica, which writes it to find out whether the store takes writes. It locks nothing that anything else waits for.
create table paybell_replica (
  id         uuid primary key,
  started_at timestamptz not null,
  written_at timestamptz not null
);
