-- The shop's own table. Paybell keeps its own beside it, in the same database.
create table if not exists coffee_order (
  id             varchar(32)  primary key,
  browser        varchar(64)  not null,  -- whose history it belongs to
  drink          varchar(20)  not null,
  size           varchar(10)  not null,
  price          bigint       not null check (price > 0),  -- fen
  state          varchar(10)  not null check (state in ('OPEN', 'PAID', 'REFUNDING', 'REFUNDED')),
  attempts       integer      not null,
  number         integer      unique,    -- called out at the bar; unique: no two guests hear the same
  paid_by        varchar(32),            -- out_trade_no
  second_payment varchar(12)  check (second_payment in ('COMING_BACK', 'RETURNED')),
  ordered_at     bigint       not null,  -- Unix milliseconds, as all times here
  paid_at        bigint
);

create index if not exists coffee_order_browser on coffee_order (browser, ordered_at);
