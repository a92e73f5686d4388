-- unfinished: what of an account is not over: orders that WeChat Pay is still asked about, and refunds; only reads
select (select count(*) from paybell_order where account = :account and next_query_at is not null) as open_orders,
       (select count(*) from paybell_refund
         where account = :account and refund_status in ('PROCESSING', 'ABNORMAL') and not refused) as open_refunds
