-- One contact talking to one address of ours. Last words and names are the greatest by time, so that no order of
-- arrival matters; unread counts each message once, when it enters.
create table conversations (
    id uuid primary key,
    channel text not null,
    ours text not null,
    contact text not null,
    contact_name text,
    named_at timestamptz,
    last_message_id uuid not null,
    last_message_at timestamptz not null,
    last_inbound_at timestamptz,
    unread int not null
);
create index conversations_by_age on conversations (last_message_at desc, id desc);
