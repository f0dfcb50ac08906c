-- Who had a parked message sent again, and why: whether it went out before, nobody knows.
create table resends
(
    id         bigint generated always as identity primary key,
    message_id uuid        not null,
    -- The call of unknown fate.
    attempt    int         not null,
    by_whom    text        not null,
    reason     text        not null,
    wished_at  timestamptz not null
);
create index resends_message on resends (message_id);
create index sends_parked on sends (changed_at desc, message_id desc) where state = 'parked';
-- What is over, for the day it is forgotten.
create index sends_over on sends (changed_at) where state in ('accepted', 'refused', 'canceled', 'expired');
