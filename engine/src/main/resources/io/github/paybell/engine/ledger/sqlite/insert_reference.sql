-- insert-reference: so that attempts of one reference meet on one row.
insert into paybell_reference (account, reference)
values (:account, :reference)
    on conflict do nothing
