-- no unique key: a payment that is fulfilled twice shows
create table if not exists fulfilment (id bigint primary key auto_increment, out_trade_no varchar(32) not null)
