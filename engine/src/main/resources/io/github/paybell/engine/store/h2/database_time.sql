-- database-time: what time the database has it
select current_timestamp(6) as now
