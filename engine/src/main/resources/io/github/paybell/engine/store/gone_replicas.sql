-- gone-replicas: those that have not written for long.
select id from paybell_replica where written_at < :before
