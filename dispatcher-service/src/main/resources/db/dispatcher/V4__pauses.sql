-- What is left alone for a while: an account whose provider is down or refuses us, a sender, a template.
create table pauses
(
    -- provider, provider:channel:sender, or template:provider:name.
    name         text primary key,
    reach        text        not null check (reach in ('account', 'sender', 'template')),
    -- One message is tried then, and the others go on waiting until it is taken.
    probe_at     timestamptz not null,
    since        timestamptz not null,
    failure_kind text        not null,
    failure_code text,
    reason       text        not null
);
