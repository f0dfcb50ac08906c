-- Each filter of the list finds its first page without reading past messages it does not show.
create index messages_by_channel on messages (channel, created_at desc, id desc);
create index messages_by_provider on messages (provider, created_at desc, id desc);
create index messages_by_code on messages (code, created_at desc, id desc) where code is not null;
create index messages_by_tenant on messages (tenant, created_at desc, id desc) where tenant is not null;
-- People paste the beginning of an id.
create index messages_by_provider_id on messages (provider_id text_pattern_ops) where provider_id is not null;
create index messages_by_repeated on messages (retry_of) where retry_of is not null;

-- What the event was called by whoever published it. The same name at a second place is the same event once more:
-- published again after a crash, or put back from the dead letters.
alter table message_events add column event_id text;
