-- open-problem-by-cause: an account's open problem that is about no single order. By what it says, not by its open_key: those
-- of older versions have another.
select id, account, kind, cause, member, severity
  from paybell_problem
 where account = :account and kind = :kind and state = 'open' and out_trade_no is null
   and cause = :cause and coalesce(member, '') = :member
