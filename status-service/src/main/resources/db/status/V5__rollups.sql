-- Never less than nothing, as the news of a delivery may overtake that of the sending; of what has not ended, nothing.
create function milliseconds(begun timestamptz, ended timestamptz) returns bigint
    immutable strict parallel safe language sql
    return greatest(0, floor(extract(epoch from ended - begun) * 1000))::bigint;

-- In which class of durations one falls: classes grow by a sixteenth of a power of e, so that a percentile told from
-- them is within 3.2 % of the true one.
create function duration_class(milliseconds bigint) returns int
    immutable strict parallel safe language sql
    return floor(16 * ln((1 + milliseconds)::double precision))::int;

-- The pure function from a message's row to what it adds to the roll-ups. Times count from when the provider sent it,
-- or else from when it was asked for.
create view message_measures as
    select id, hour, direction, channel, provider, tenant, status, code,
           delivery_ms, duration_class(delivery_ms) as delivery_class,
           read_ms, duration_class(read_ms) as read_class
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
               milliseconds(coalesce(sent_at, created_at), read_at) as read_ms
        from messages
        where status is not null
    ) measured;

-- How many messages of an hour are in which state. Each row is spread over lanes, so that batches do not wait for each
-- other at the hour everybody writes to; a lane alone means nothing and may be negative.
create table message_counts (
    hour timestamptz not null,
    direction text not null,
    channel text not null,
    provider text not null,
    tenant text not null,
    status text not null,
    code text not null,
    lane int not null,
    messages bigint not null,
    primary key (hour, direction, channel, provider, tenant, status, code, lane)
);

-- How long messages of an hour took to arrive and to be read.
create table message_durations (
    hour timestamptz not null,
    direction text not null,
    channel text not null,
    provider text not null,
    tenant text not null,
    measure text not null,
    class int not null,
    lane int not null,
    messages bigint not null,
    total_ms bigint not null,
    primary key (hour, direction, channel, provider, tenant, measure, class, lane)
);

insert into message_counts
select hour, direction, channel, provider, tenant, status, code, 0, count(*)
from message_measures
group by hour, direction, channel, provider, tenant, status, code;

insert into message_durations
select hour, direction, channel, provider, tenant, 'delivery', delivery_class, 0, count(*), sum(delivery_ms)
from message_measures
where direction = 'outbound' and delivery_ms is not null
group by hour, direction, channel, provider, tenant, delivery_class
union all
select hour, direction, channel, provider, tenant, 'read', read_class, 0, count(*), sum(read_ms)
from message_measures
where direction = 'outbound' and read_ms is not null
group by hour, direction, channel, provider, tenant, read_class;
