-- store-key: a key of this store, sealed
select sealed
  from paybell_store_key
 where name = :name
