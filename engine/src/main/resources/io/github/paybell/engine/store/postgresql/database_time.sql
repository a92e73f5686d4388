-- database-time: what time the database has it, in the middle of a transaction too
select clock_timestamp() as now
