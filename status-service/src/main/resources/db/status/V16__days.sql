-- Whole days, as the sum of their hours and written with them: a month is thirty of these.
create table message_counts_by_day (
    day timestamptz not null,
    direction text not null,
    channel text not null,
    provider text not null,
    tenant text not null,
    status text not null,
    code text not null,
    fallback boolean not null,
    lane int not null,
    messages bigint not null,
    primary key (day, direction, channel, provider, tenant, status, code, fallback, lane)
);
insert into message_counts_by_day
select date_trunc('day', hour, 'UTC'), direction, channel, provider, tenant, status, code, fallback, 0, sum(messages)
from message_counts
group by 1, 2, 3, 4, 5, 6, 7, 8
having sum(messages) <> 0;

create table message_durations_by_day (
    day timestamptz not null,
    direction text not null,
    channel text not null,
    provider text not null,
    tenant text not null,
    measure text not null,
    class int not null,
    lane int not null,
    messages bigint not null,
    total_ms bigint not null,
    primary key (day, direction, channel, provider, tenant, measure, class, lane)
);
insert into message_durations_by_day
select date_trunc('day', hour, 'UTC'), direction, channel, provider, tenant, measure, class, 0,
       sum(messages), sum(total_ms)
from message_durations
group by 1, 2, 3, 4, 5, 6, 7
having sum(messages) <> 0 or sum(total_ms) <> 0;

-- Lanes are for those who write at the same time. What nobody writes to any more is put together in lane 0.
create index message_counts_lanes on message_counts (hour) where lane <> 0;
create index message_counts_by_day_lanes on message_counts_by_day (day) where lane <> 0;
create index message_durations_lanes on message_durations (hour) where lane <> 0;
create index message_durations_by_day_lanes on message_durations_by_day (day) where lane <> 0;
