-- Every name a message has: its own, and the one its provider gave it. Whoever hears something of a message locks its
-- name first, so that a plan and a failure that arrive on two topics at once cannot miss each other.
create table names (
    name        uuid primary key,
    message_id  uuid,                                   -- not yet known of a provider's name until the message was accepted
    noted_at    timestamptz not null default now()
);
create index names_by_message on names (message_id);
create index names_by_age on names (noted_at);

-- A message that may go out another way, and what was decided. A decision is never taken back: at most one SMS follows.
create table plans (
    message_id    uuid primary key,
    request       text not null,                        -- the request as the dispatcher told it; text, for jsonb refuses \u0000
    requested_at  timestamptz not null,
    due_at        timestamptz,                          -- the deadline, where the request names one
    traceparent   text,
    decision      text check (decision in ('sms', 'never')),
    reason        text,
    rule          text,
    rules_version text,
    failure_kind  text,
    failure_code  text,
    fallback_id   uuid,
    decided_at    timestamptz,
    canceled_at   timestamptz,                          -- the original was delivered after all: the SMS was called off
    check ((decision is null) = (decided_at is null)),
    check (decision is distinct from 'sms' or fallback_id is not null)
);
create index plans_due on plans (due_at) where decision is null and due_at is not null;
create index plans_newest on plans (requested_at desc, message_id desc);

-- What was heard, once each, whether or not its plan is known yet.
create table facts (
    name         uuid not null,
    what         text not null check (what in ('delivered', 'failed', 'canceled', 'expired', 'overdue')),
    kind         text not null default '',
    code         text not null default '',
    occurred_at  timestamptz not null,
    traceparent  text,
    noted_at     timestamptz not null default now(),
    primary key (name, what, kind, code)
);
create index facts_by_age on facts (noted_at);

-- Records to publish, byte for byte, until the broker has them: written with the decision, kept after it.
create table outbox (
    id            bigint generated always as identity primary key,
    event_id      text not null unique,
    message_id    uuid not null,
    value         text not null,
    headers       text not null,
    published_at  timestamptz
);
create index outbox_unpublished on outbox (id) where published_at is null;
