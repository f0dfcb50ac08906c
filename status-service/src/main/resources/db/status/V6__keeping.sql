-- Raw events by the day on which they were recorded, so that a day is forgotten by dropping it. There is no partition
-- for everything else: a day is made before its first event is written.
alter table message_events rename to message_events_before;
alter index message_events_pkey rename to message_events_before_pkey;
alter index message_events_by_message rename to message_events_before_by_message;

create table message_events (
    seq bigint generated always as identity,
    topic text not null,
    partition int not null,
    log_offset bigint not null,
    record_time timestamptz not null,
    message_id uuid not null,
    type text not null,
    status text not null,
    rank int not null,
    code text not null,
    failure_kind text not null,
    failure_reason text not null,
    traceparent text,
    occurred_at timestamptz not null,
    payload jsonb not null,
    event_id text,
    primary key (topic, partition, log_offset, record_time)
) partition by range (record_time);
create index message_events_by_message on message_events (message_id, seq);

-- Makes days. One at a time in the whole fleet, because two that make the same day would refuse each other.
create function make_event_days(days date[]) returns void language plpgsql as $$
declare
    day date;
begin
    perform pg_advisory_xact_lock(hashtext('switchboard status days'));
    foreach day in array days loop
        execute format(
            'create table if not exists %I partition of message_events for values from (%L) to (%L)',
            'message_events_' || to_char(day, 'YYYYMMDD'),
            day::timestamp at time zone 'UTC',
            (day + 1)::timestamp at time zone 'UTC');
    end loop;
end
$$;

-- Drops the days before one, and tells how many those were.
create function drop_event_days(before date) returns int language plpgsql as $$
declare
    old regclass;
    dropped int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('switchboard status days'));
    for old in
        select inhrelid from pg_inherits
        where inhparent = 'message_events'::regclass
          and right(inhrelid::regclass::text, 8) < to_char(before, 'YYYYMMDD')
    loop
        execute format('drop table %s', old);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;

select make_event_days(array(select distinct (record_time at time zone 'UTC')::date from message_events_before));
insert into message_events
    (seq, topic, partition, log_offset, record_time, message_id, type, status, rank, code, failure_kind,
     failure_reason, traceparent, occurred_at, payload, event_id)
overriding system value
select seq, topic, partition, log_offset, record_time, message_id, type, status, rank, code, failure_kind,
       failure_reason, traceparent, occurred_at, payload, event_id
from message_events_before;
select setval(pg_get_serial_sequence('message_events', 'seq'), coalesce(max(seq), 0) + 1, false) from message_events;
drop table message_events_before;
