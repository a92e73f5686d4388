-- update-reference: its row is locked by the caller.
update paybell_reference
   set paid_by = :paid_by, fulfilled_by = :fulfilled_by
 where account = :account and reference = :reference
