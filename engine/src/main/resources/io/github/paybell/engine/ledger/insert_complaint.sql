-- insert-complaint: its key is unique, so of two transactions one begins anew
insert into paybell_complaint (account, complaint_id, opened_at, step)
values (:account, :complaint_id, :opened_at, 0)
