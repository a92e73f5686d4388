-- One row for each replica, which writes it to find out whether the store takes writes. It locks nothing that anything else waits for.
create table if not exists paybell_replica (
  id         char(36) character set ascii collate ascii_bin primary key,
  started_at datetime(6) not null,
  written_at datetime(6) not null
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;
