-- An account that is retired takes no new orders; all else of it goes on until it is removed.
alter table paybell_account add column retired_at timestamptz;  -- null: it takes orders
