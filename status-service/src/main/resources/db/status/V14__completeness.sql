-- What a request asked to be told of, and what the provider said it takes.
alter table messages add column segments int, add column track_receipts boolean, add column track_reads boolean;

-- When messages without a final status were last asked after; not rebuilt from the topics.
create table message_checks (
    message_id uuid primary key,
    asked_at timestamptz not null
);

-- Whether nothing more is awaited of a message. Sent is the end for one whose receipts nobody asked for.
create function is_final(rank int, status text, track_receipts boolean) returns boolean
    immutable parallel safe language sql
    return rank >= 10 or (status = 'sent' and track_receipts is false);

-- For people with psql: the questions asked most often.
create view recent_events as
    select occurred_at, message_id, type, status, nullif(code, '') as error_code,
           nullif(failure_reason, '') as error_message, topic, partition, log_offset
    from message_events
    order by record_time desc, seq desc
    limit 100;

create view whatsapp_failures as
    select id, provider_id, to_address, status, code as error_code, failure_reason as error_message, failed_at, template,
           created_at
    from messages
    where channel = 'whatsapp' and failed_at is not null;

create view failed_messages as
    select id, provider_id, channel, provider, to_address, status, code as error_code,
           failure_reason as error_message, failed_at, created_at
    from messages
    where failed_at is not null;
