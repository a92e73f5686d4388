-- An account that is retired takes no new orders; all else of it goes on until it is removed.
alter table paybell_account add column retired_at timestamp(6) with time zone;  -- null: it takes orders
