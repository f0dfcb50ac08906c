-- Everybody a message came from or went to. The id is a keyed hash of the address, so that it can be told to anybody.
create table contacts (
    id uuid primary key,
    address text not null,
    phone text,
    user_id text,
    name text,
    named_at timestamptz
);
create index contacts_by_address on contacts (address);
create index contacts_by_phone on contacts (phone) where phone is not null;

-- What contacts said they want to receive, by what they said last.
create table preferences (
    contact text not null,
    provider text not null,
    account text not null,
    category text not null,
    wanted boolean not null,
    at timestamptz not null,
    primary key (contact, provider, account, category)
);

-- Up to where people have read; theirs, and not rebuilt from the topics.
create table conversation_reads (
    conversation_id uuid primary key,
    read_until timestamptz not null,
    read_at timestamptz not null,
    read_by text not null
);

-- Unread is what came onto the log after somebody read: the log's time, because a message may come late.
alter table messages add column recorded_at timestamptz;
update messages set recorded_at = created_at where direction = 'inbound';
create index messages_unread on messages (conversation_id, recorded_at) where direction = 'inbound';
alter table conversations drop column unread;
