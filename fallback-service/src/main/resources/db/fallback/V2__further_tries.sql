-- A further try of a message by WhatsApp, under an id of its own. It is written before it is published.
create table tries (
    try_id        uuid primary key,
    message_id    uuid not null,
    n             int not null,
    reason        text not null,
    rule          text not null,
    rules_version text not null,
    failure_kind  text,
    failure_code  text,
    leaves_at     timestamptz not null,
    decided_at    timestamptz not null,
    unique (message_id, n)
);

-- A deadline is looked for until it has been told, also where nothing could be decided then.
alter table plans add column overdue boolean not null default false;
drop index plans_due;
create index plans_due on plans (due_at) where decision is null and due_at is not null and not overdue;
