-- What a contact last said about hearing from us, newest word first: a stop, or that it is over.
create table opt_outs
(
    provider text        not null,
    channel  text        not null,
    -- The sender it was said to; * for all of the provider's.
    ours     text        not null,
    contact  text        not null,
    -- all, or marketing alone.
    scope    text        not null check (scope in ('all', 'marketing')),
    account  text        not null,
    wanted   boolean     not null,
    -- The contact's own word, or a report of the provider.
    source   text        not null check (source in ('contact', 'provider')),
    code     text,
    said_at  timestamptz not null,
    primary key (provider, channel, ours, contact, scope)
);
create index opt_outs_contact on opt_outs (contact);
create index opt_outs_said on opt_outs (said_at desc) where not wanted;

-- When a contact last wrote on WhatsApp: a day later only templates may be sent.
create table last_inbounds
(
    provider text        not null,
    ours     text        not null,
    contact  text        not null,
    account  text        not null,
    wrote_at timestamptz not null,
    primary key (provider, ours, contact)
);
create index last_inbounds_contact on last_inbounds (contact);
