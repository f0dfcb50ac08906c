-- Messages to somebody who was erased: what comes of them late is not planned for any more.
create table erased (
    message_id  uuid primary key,
    noted_at    timestamptz not null default now()
);
create index erased_by_age on erased (noted_at);
