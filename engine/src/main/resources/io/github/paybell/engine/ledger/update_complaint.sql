-- update-complaint: as its messages and the steps told say
update paybell_complaint
   set opened_at = :opened_at, answered_at = :answered_at, completed_at = :completed_at, step = :step,
       next_step_at = :next_step_at
 where account = :account and complaint_id = :complaint_id
