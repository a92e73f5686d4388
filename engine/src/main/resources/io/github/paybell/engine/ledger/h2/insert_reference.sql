-- insert-reference: so that attempts of one reference meet on one row.
insert into paybell_reference (account, reference)
select :account, :reference
 where not exists (select 1 from paybell_reference where account = :account and reference = :reference)
