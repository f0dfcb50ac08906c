-- Which message a provider's id means. Two facts that name one message differently meet on this row's lock: whichever
-- comes second finds the first. A settled row names the message for good; one that is not may still turn out to be a
-- message of ours.
create table provider_ids (
    provider text not null,
    account text not null,
    provider_id text not null,
    message_id uuid not null,
    settled boolean not null,
    primary key (provider, account, provider_id)
);
-- People ask with the provider's id alone.
create index provider_ids_by_id on provider_ids (provider_id);

-- Everything that was ever said of a message, as it was said. The place on the log tells a repetition from news; the
-- record's time tells a topic that was made anew from the one before it.
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
    -- Empty where there is none: these take part in keys and comparisons.
    code text not null,
    failure_kind text not null,
    failure_reason text not null,
    traceparent text,
    occurred_at timestamptz not null,
    payload jsonb not null,
    primary key (topic, partition, log_offset, record_time)
);
create index message_events_by_message on message_events (message_id, seq);

-- The events of a message, folded: which status was reported, when first, how often. The state of a message is
-- computed from these rows, which outlive the events.
create table message_statuses (
    message_id uuid not null,
    status text not null,
    code text not null,
    rank int not null,
    failure_kind text not null,
    failure_reason text not null,
    first_at timestamptz not null,
    count bigint not null,
    primary key (message_id, status, code)
);

-- What each kind of source says a message is: the request (or, of an inbound one, the message itself) before the
-- provider's acceptance before its reports. Of several words from one source the earliest counts.
create table message_descriptions (
    message_id uuid not null,
    source int not null,
    said_at timestamptz not null,
    topic text not null,
    partition int not null,
    log_offset bigint not null,
    description jsonb not null,
    primary key (message_id, source)
);

-- What is true of a message now. Computed from the two tables above, never changed by hand.
create table messages (
    id uuid primary key,
    direction text,
    channel text,
    provider text,
    account text,
    provider_id text,
    from_address text,
    to_address text,
    contact text,
    contact_name text,
    conversation_id uuid,
    text text,
    content jsonb,
    template text,
    tenant text,
    metadata jsonb,
    fallback_of uuid,
    retry_of uuid,
    trace_id text,
    status text,
    -- Below every status until the first one is computed, in the transaction that makes the row.
    rank int not null default -1,
    code text,
    failure_kind text,
    failure_reason text,
    requested_at timestamptz,
    sent_at timestamptz,
    delivered_at timestamptz,
    read_at timestamptz,
    failed_at timestamptz,
    last_status_at timestamptz,
    created_at timestamptz
);
-- Pages are read newest first.
create index messages_by_age on messages (created_at desc, id desc);
create index messages_by_status on messages (status, created_at desc, id desc);
create index messages_by_recipient on messages (to_address, created_at desc, id desc);
create index messages_by_contact on messages (contact, created_at desc, id desc);
create index messages_by_original on messages (fallback_of) where fallback_of is not null;
