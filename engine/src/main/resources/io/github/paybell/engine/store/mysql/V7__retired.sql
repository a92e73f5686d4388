-- An account that is retired takes no new orders; all else of it goes on until it is removed.
-- DDL commits by itself here, so it can be run again after a crash in the middle: MySQL knows no "add column if not exists", so a
-- statement is prepared that looks first.
set @ddl = if(exists (select 1 from information_schema.columns
                where table_schema = database() and table_name = 'paybell_account' and column_name = 'retired_at'), 'do 0',
  'alter table paybell_account add column retired_at datetime(6)');
prepare alter_paybell_account from @ddl;
execute alter_paybell_account;
