-- Who was erased, by keyed hashes of their addresses: what was said before that moment is taken in without them.
create table erasures (
    address_hash text primary key,
    contact_id text not null,
    erased_at timestamptz not null
);
create index erasures_by_contact on erasures (contact_id);

alter table contacts add column address_hash text;
create index contacts_by_hash on contacts (address_hash);

alter table messages add column erased boolean not null default false;

-- What is known of a message without anybody in it. Whose message it is stays: it is ours or came to us.
create function without_contact(description jsonb) returns jsonb
    immutable strict parallel safe language sql
    return description
        - array['contact', 'contactName', 'conversationId', 'text', 'content', 'metadata']
        - case description->>'direction' when 'inbound' then 'from' else 'to' end;
