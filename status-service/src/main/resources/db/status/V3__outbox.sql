-- Changes that are true and not yet acknowledged by the broker. A message's rows are made under its lock, so that seq
-- is their order; a published row is deleted.
create table outbox (
    seq bigint generated always as identity primary key,
    ce_id text not null,
    occurred_at timestamptz not null,
    traceparent text,
    tenant text,
    change jsonb not null
);
