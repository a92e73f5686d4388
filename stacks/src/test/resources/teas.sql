create table tea (name varchar(40) not null);
insert into tea (name) values ('明前龙井')
