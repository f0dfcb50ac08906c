-- A message's lock, and its status to look for. It is apart from the message, so that the row with all its words is
-- written once and complete, and a further status touches no index of that row.
create table message_states (
    id uuid primary key,
    status text,
    created_at timestamptz,
    -- Nobody is left in it, whatever is told of it later.
    erased boolean not null default false
) with (fillfactor = 90);
insert into message_states (id, status, created_at, erased) select id, status, created_at, erased from messages;
create index message_states_by_status on message_states (status, created_at desc, id desc) where status is not null;

drop index messages_by_status;
alter table messages drop column erased;
-- Room beside a row for what becomes of it.
alter table messages set (fillfactor = 70);

-- Not strict, and so a part of the statement that asks: what has no begin or no end takes no time.
create or replace function milliseconds(begun timestamptz, ended timestamptz) returns bigint
    immutable parallel safe language sql
    return case
        when ended > begun then floor(extract(epoch from ended - begun) * 1000)::bigint
        when ended <= begun then 0
    end;

create type message_measure as (
    hour timestamptz,
    direction text,
    channel text,
    provider text,
    tenant text,
    status text,
    code text,
    delivery_ms bigint,
    read_ms bigint,
    fallback boolean
);

-- The pure function from a message's row to what it adds to the roll-ups.
create function measured(message messages) returns message_measure
    stable parallel safe language sql
    return row(
        date_trunc('hour', message.created_at, 'UTC'),
        message.direction,
        coalesce(message.channel, ''),
        coalesce(message.provider, ''),
        coalesce(message.tenant, ''),
        message.status,
        coalesce(message.code, ''),
        milliseconds(coalesce(message.sent_at, message.created_at), message.delivered_at),
        milliseconds(coalesce(message.sent_at, message.created_at), message.read_at),
        message.fallback_of is not null
    )::message_measure;

create or replace view message_measures as
    select id,
           (measured(m)).hour, (measured(m)).direction, (measured(m)).channel, (measured(m)).provider,
           (measured(m)).tenant, (measured(m)).status, (measured(m)).code,
           (measured(m)).delivery_ms, duration_class((measured(m)).delivery_ms) as delivery_class,
           (measured(m)).read_ms, duration_class((measured(m)).read_ms) as read_class,
           (measured(m)).fallback
    from messages m;

-- It is written once and read once, and nobody looks inside.
alter table outbox alter column change type json using change::json;

-- In the order in which they are asked for, or the planner is tempted to walk through all messages in that order.
drop index messages_by_original;
create index messages_by_original on messages (fallback_of, created_at, id) where fallback_of is not null;
