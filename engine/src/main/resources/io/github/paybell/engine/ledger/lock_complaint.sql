-- lock-complaint: of two replicas the second sees what the first told
select opened_at, answered_at, completed_at, step
  from paybell_complaint
 where account = :account and complaint_id = :complaint_id
   for update
