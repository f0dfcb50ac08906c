-- The ledger is the queue: a row is a message, and what is to be done with it is said by state and due_at alone.
create table sends
(
    message_id     uuid primary key,
    -- What was asked for, so that the same id with other content is noticed. Null while only a cancellation is known.
    content_hash   text,
    request        text,
    channel        text,
    provider       text,
    state          text        not null
        check (state in ('waiting', 'calling', 'accepted', 'refused', 'uncertain', 'parked', 'canceled', 'expired')),
    priority       smallint    not null default 1,
    -- When waiting: not to be called before. When uncertain: not to be looked for before.
    due_at         timestamptz not null default now(),
    expires_at     timestamptz,
    attempts       int         not null default 0,
    -- Who may record the answer of the call, and until when the call may begin.
    claim          uuid,
    claimed_at     timestamptz,
    lease_until    timestamptz,
    account        text,
    -- Known from the provider's answer, or from a status that carried our id: proof that the provider has it.
    provider_id    text,
    failure_kind   text,
    failure_code   text,
    failure_reason text,
    -- Whether a message the provider provably never took may be sent again.
    resend         boolean     not null default false,
    misses         smallint    not null default 0,
    missed_at      timestamptz,
    -- A cancellation that came during a call holds as soon as the call turns out not to have been taken.
    cancel_wished  boolean     not null default false,
    cancel_reason  text,
    -- When to ask the provider what became of it.
    check_at       timestamptz,
    traceparent    text,
    tenant         text,
    created_at     timestamptz not null default now(),
    changed_at     timestamptz not null default now()
);

-- Each of these holds only the rows that still want something; finished ones, nearly all, cost nothing here.
create index sends_due on sends (priority, due_at) where state = 'waiting';
create index sends_calling on sends (lease_until) where state = 'calling';
create index sends_uncertain on sends (due_at) where state = 'uncertain';
create index sends_proven on sends (message_id)
    where provider_id is not null and state in ('waiting', 'uncertain', 'parked');
create index sends_called_off on sends (message_id) where state = 'waiting' and cancel_wished;
create index sends_check on sends (check_at) where check_at is not null;
-- Which of the messages a provider lists are already known to be ours.
create index sends_provider_id on sends (provider_id) where provider_id is not null;

-- What happened and has not been told yet: written with the row it is about, gone when the broker has it.
create table outcomes
(
    id          bigint generated always as identity primary key,
    message_id  uuid        not null,
    ce_id       text        not null,
    body        text        not null,
    traceparent text,
    tenant      text,
    occurred_at timestamptz not null
);
