-- delete-differences: a day's, before a new run's take their place.
delete from paybell_difference
 where account = :account and bill_date = :bill_date
