-- Who may get fallbacks: the tenant's word, and everybody's (*). The row of everybody is also the lock under which what may
-- be sent is counted, so that several instances keep one limit.
create table switches (
    scope       text primary key,
    state       text not null check (state in ('on', 'off', 'paused')),
    reason      text,
    changed_by  text not null,
    changed_at  timestamptz not null default now()
);
insert into switches (scope, state, changed_by) values ('*', 'on', 'installation');

-- What a tenant's SMS of one day (UTC) cost, by the prices of the rules.
create table spending (
    tenant  text not null,                              -- empty where a request names none
    day     date not null,
    sms     bigint not null,
    cost    numeric not null,
    primary key (tenant, day)
);

alter table plans
    add column tenant text,
    add column held   text,                             -- why what was decided must wait
    add column parts  int;                              -- of the SMS
create index plans_held on plans (requested_at, message_id) where held is not null and decision is null;
create index plans_sms on plans (decided_at) where decision = 'sms';
create index tries_newest on tries (decided_at);
