-- lock-complaint: there is one writer, so the row needs no lock
select opened_at, answered_at, completed_at, step
  from paybell_complaint
 where account = :account and complaint_id = :complaint_id
