create table if not exists coffee (out_trade_no text primary key, fen integer not null);
