-- Received messages whose writers are to be told that we read them. A row lives until it is told, a minute at most.
create table receipts
(
    message_id uuid        primary key,
    request    text        not null,
    said_at    timestamptz not null,
    due_at     timestamptz not null default now(),
    tries      int         not null default 0
);
create index receipts_due on receipts (due_at);
