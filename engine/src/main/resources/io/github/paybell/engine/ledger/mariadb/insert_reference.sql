-- insert-reference: so that attempts of one reference meet on one row.
insert ignore into paybell_reference (account, reference)
values (:account, :reference)
