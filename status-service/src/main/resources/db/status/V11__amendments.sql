-- What contacts did to messages after those were written: edited them, took them back, put an emoji on them. Named by the
-- provider's id, as they are told, and met with the message when it is read: neither has to come first.
create table amendments (
    topic text not null,
    partition int not null,
    log_offset bigint not null,
    record_time timestamptz not null,
    event_id text not null,
    type text not null,
    provider text not null,
    account text not null,
    provider_id text not null,
    conversation_id uuid not null,
    contact text not null,
    -- Of an edit what the message says now, of a reaction the emoji; of one taken off, null.
    content jsonb,
    occurred_at timestamptz not null,
    traceparent text,
    payload jsonb not null,
    primary key (topic, partition, log_offset, record_time)
);
create index amendments_by_message on amendments (provider_id, provider, account, occurred_at);
create index amendments_by_age on amendments (occurred_at);
-- Told again under the same name, it is the same event.
create unique index amendments_by_event on amendments (event_id, provider_id, type);
