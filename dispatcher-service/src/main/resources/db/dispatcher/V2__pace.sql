-- How fast each sender may send, kept here so that any number of instances together keep it.
create table paces
(
    -- provider:channel:sender, or the provider alone for the limit of its whole account.
    sender  text primary key,
    -- The start of the next call. Whoever claims takes the lock of this row and moves it on.
    next_at timestamptz not null default now()
);

-- The queues of a sender: one for each priority and tenant. Priorities go first to last, tenants in turn.
create table lanes
(
    id        bigint generated always as identity primary key,
    sender    text        not null references paces,
    priority  smallint    not null,
    tenant    text        not null,
    served_at timestamptz not null default '-infinity',
    unique (sender, priority, tenant)
);

-- Where a provider also limits what one recipient gets from one sender.
create table pairs
(
    sender    text        not null,
    recipient text        not null,
    -- When the recipient would be due next if its messages had come evenly; a burst runs ahead of it.
    even_at   timestamptz not null,
    -- How often in a row the provider found it too much.
    strikes   smallint    not null default 0,
    primary key (sender, recipient)
);
create index pairs_over on pairs (even_at);

alter table sends
    add column lane      bigint references lanes,
    add column sender    text,
    -- Only where the provider limits pairs.
    add column recipient text,
    -- The turn of its pair it waits for, once one was reserved.
    add column pair_at   timestamptz;

-- What waited when the pace was introduced.
update sends
set sender = provider || ':' || channel || ':' || coalesce(request::jsonb ->> 'from', '')
where request is not null and state not in ('accepted', 'refused', 'canceled', 'expired');
insert into paces (sender) select distinct sender from sends where sender is not null;
insert into lanes (sender, priority, tenant)
select distinct sender, priority, coalesce(tenant, '') from sends where sender is not null;
update sends s
set lane = l.id
from lanes l
where l.sender = s.sender and l.priority = s.priority and l.tenant = coalesce(s.tenant, '');

drop index sends_due;
create index sends_due on sends (lane, due_at) where state = 'waiting';
-- What will not be sent any more, whether its sender is at work or not.
create index sends_expiring on sends (expires_at) where state = 'waiting';
