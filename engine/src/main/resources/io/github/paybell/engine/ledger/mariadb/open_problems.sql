-- open-problems: of some orders whose rows are locked.
select p.id, p.open_key, p.account, p.kind, p.cause, p.member, p.severity
  from json_table(:rows, '$[*]' columns (
         account varchar(32) character set ascii collate ascii_bin path '$.account',
         out_trade_no varchar(32) character set ascii collate ascii_bin path '$.out_trade_no'
       )) k
  join paybell_problem p on p.account = k.account and p.out_trade_no = k.out_trade_no where p.state = 'open'
 order by p.id
