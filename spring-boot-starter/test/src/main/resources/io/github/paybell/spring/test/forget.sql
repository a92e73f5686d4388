-- forget: everything that a test left in Paybell's record; accounts, keys and subscribers stay
delete from paybell_delivery;
delete from paybell_event;
delete from paybell_problem;
delete from paybell_difference;
delete from paybell_reconciliation;
delete from paybell_refund;
delete from paybell_reference;
delete from paybell_evidence;
delete from paybell_notification;
delete from paybell_rejection;
delete from paybell_order;
delete from paybell_pace;
delete from paybell_audit;
