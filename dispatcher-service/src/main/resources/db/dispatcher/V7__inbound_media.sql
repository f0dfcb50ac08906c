-- Where the provider keeps what a contact sent; the file itself is never here.
create table inbound_media
(
    message_id   uuid        not null,
    n            int         not null,
    provider     text        not null,
    account      text        not null,
    media_id     text,
    url          text,
    content_type text,
    filename     text,
    received_at  timestamptz not null,
    primary key (message_id, n)
);
create index inbound_media_received on inbound_media (received_at);
