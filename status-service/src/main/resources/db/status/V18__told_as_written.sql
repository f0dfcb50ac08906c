-- What a change's record needs beside its value, so that nobody reads the value before it leaves.
alter table outbox add column key text, add column type text;
update outbox set
    key = coalesce(change->>'messageId', change->>'conversationId', change->>'sessionId', change->>'callId'),
    type = change->>'type';
alter table outbox alter column key set not null, alter column type set not null;
