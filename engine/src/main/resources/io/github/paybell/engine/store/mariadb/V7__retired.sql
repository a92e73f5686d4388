-- An account that is retired takes no new orders; all else of it goes on until it is removed.
-- DDL commits by itself here, so the statement can be run again after a crash in the middle.
alter table paybell_account add column if not exists retired_at datetime(6);  -- null: it takes orders
