-- What each call to a provider said and was answered, without secrets, texts and whole numbers.
create table transcripts
(
    message_id    uuid        not null,
    attempt       int         not null,
    called_at     timestamptz not null,
    took_ms       bigint      not null,
    outcome       text        not null,
    code          text,
    -- Whether the answer still counted when it came.
    counted       boolean     not null,
    -- Which table said what the provider's code means.
    table_version text        not null,
    request       json       not null,
    -- Null when no whole answer was heard; lost says why.
    answer        json,
    lost          text,
    primary key (message_id, attempt)
);
-- Rows lie in the order they came: this finds the oldest, and costs a call nothing.
create index transcripts_called on transcripts using brin (called_at);

-- Whose request has been forgotten: an answer that comes later brings nothing of it back.
alter table sends add column erased boolean not null default false;
