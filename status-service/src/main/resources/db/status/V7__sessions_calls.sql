-- Of each state a gateway session was ever in: when last, and what was said of it then. What a session is in now is the
-- latest of its rows, so that no order of arrival matters.
create table session_states (
    session_id text not null,
    state text not null,
    provider text not null,
    account text not null,
    at timestamptz not null,
    -- A credential. It is shown to whoever may sign in, for as long as a phone would take it, and then cleared.
    qr text,
    percent int,
    reason text,
    primary key (session_id, state)
);

create table calls (
    call_id text primary key,
    provider text not null,
    account text not null,
    ours text,
    caller text,
    began_at timestamptz not null
);
create index calls_by_age on calls (began_at desc, call_id desc);

-- How far calls got. How far one is now is the highest of its rows.
create table call_steps (
    call_id text not null,
    progress text not null,
    rank int not null,
    sequence int not null,
    at timestamptz not null,
    duration_seconds int,
    primary key (call_id, progress)
);
