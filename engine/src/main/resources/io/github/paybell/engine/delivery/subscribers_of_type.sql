-- subscribers-of-type: who wants it, of the configuration that was started last
select subscriber from paybell_subscription where type in (:type, :family) order by subscriber
