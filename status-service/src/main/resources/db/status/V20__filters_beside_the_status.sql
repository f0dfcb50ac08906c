-- What a status is looked for with stands beside it: who asks for the SMS that were read, where none ever is, has all
-- that were read gone through, and not the messages themselves.
alter table message_states add column channel text, add column provider text, add column tenant text;
update message_states s set
    channel = coalesce(m.channel, ''), provider = coalesce(m.provider, ''), tenant = coalesce(m.tenant, '')
from messages m
where m.id = s.id and s.status is not null;

-- There may be many tenants, and one of them has few messages of a status.
create index message_states_by_tenant on message_states (tenant, status, created_at desc, id desc) where tenant <> '';
