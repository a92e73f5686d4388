-- insert-problem-notification: one more notification that shares a problem; that problem's row is locked, or new.
insert into paybell_problem_notification (problem_id, notification_id, account, out_trade_no, settled)
values (:problem_id, :notification_id, :account, :out_trade_no, false)
