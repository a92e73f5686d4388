-- insert-store-key-if-absent: makes a key of this store; one that comes second changes nothing and reads the first one's
insert into paybell_store_key (name, sealed, created_at)
values (:name, :sealed, :now)
on conflict do nothing
