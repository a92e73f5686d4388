-- insert-rejection: a refused request; a claim, never a basis for anything.
insert into paybell_rejection (id, account, reason, detail, address, digest, out_trade_no, status, bytes, headers, body, created_at)
values (:id, :account, :reason, :detail, :address, :digest, :out_trade_no, :status, :bytes, :headers, :body, :now)
