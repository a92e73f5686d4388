-- insert-problem: open_key is unique, so a problem is open once however often it comes up.
insert into paybell_problem (
    id, account, kind, out_trade_no, cause, member, severity, evidence_id, open_key, state, times_seen, opened_at, last_seen)
values (
    :id, :account, :kind, :out_trade_no, :cause, :member, :severity, :evidence_id, :open_key, 'open', 1, :now, :now)
