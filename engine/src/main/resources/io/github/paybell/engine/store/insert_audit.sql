-- insert-audit: in the transaction of the change that it records (AUDITED).
insert into paybell_audit (id, actor, action, account, subject, detail, created_at)
values (:id, :actor, :action, :account, :subject, :detail, :now)
