-- Whose recipient is to be forgotten as soon as nothing more is done for the message.
alter table sends add column erase_wished boolean not null default false;
create index sends_to_erase on sends (message_id) where erase_wished;
