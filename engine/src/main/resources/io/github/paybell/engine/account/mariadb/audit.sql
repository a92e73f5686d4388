-- audit: who changed an account; in the transaction of the change (AUDITED)
insert into paybell_audit (id, actor, action, account, subject, detail, created_at)
values (:id, :actor, :action, :account, null, :detail, :created_at)
