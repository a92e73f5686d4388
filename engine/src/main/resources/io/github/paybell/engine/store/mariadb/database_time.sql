-- database-time: what time the database has it, UTC
select utc_timestamp(6) as now
