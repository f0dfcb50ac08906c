-- Which messages stand in for another: their share is the rate of fallbacks, and those that arrived are the rescues.
create or replace view message_measures as
    select id, hour, direction, channel, provider, tenant, status, code,
           delivery_ms, duration_class(delivery_ms) as delivery_class,
           read_ms, duration_class(read_ms) as read_class,
           fallback
    from (
        select id,
               date_trunc('hour', created_at, 'UTC') as hour,
               direction,
               coalesce(channel, '') as channel,
               coalesce(provider, '') as provider,
               coalesce(tenant, '') as tenant,
               status,
               coalesce(code, '') as code,
               milliseconds(coalesce(sent_at, created_at), delivered_at) as delivery_ms,
               milliseconds(coalesce(sent_at, created_at), read_at) as read_ms,
               fallback_of is not null as fallback
        from messages
        where status is not null
    ) measured;

alter table message_counts add column fallback boolean not null default false;
alter table message_counts drop constraint message_counts_pkey;
alter table message_counts
    add primary key (hour, direction, channel, provider, tenant, status, code, fallback, lane);

-- Those that were counted before it was told apart move over, in a lane of their own.
insert into message_counts (hour, direction, channel, provider, tenant, status, code, fallback, lane, messages)
select hour, direction, channel, provider, tenant, status, code, told, -1, sum(change)
from (
    select *, true as told, 1 as change from message_measures where fallback
    union all
    select *, false as told, -1 as change from message_measures where fallback
) moved
group by hour, direction, channel, provider, tenant, status, code, told;

-- Which message was followed by an SMS, and what became of both. A further try is not an SMS and is not shown here.
create view sms_fallbacks as
    select original.id as message_id,
           original.provider_id as message_sid,
           original.status as message_status,
           original.code as error_code,
           original.failure_reason as error_message,
           coalesce(original.tenant, sms.tenant) as tenant,
           original.created_at,
           sms.id as fallback_sms_message_id,
           sms.provider_id as fallback_sms_sid,
           sms.status as fallback_sms_status,
           sms.code as fallback_sms_error_code,
           sms.created_at as fallback_sms_created_at,
           sms.delivered_at as fallback_sms_delivered_at
    from messages sms
    join messages original on original.id = sms.fallback_of
    where sms.status is not null;
