-- What a provider last said about a template; the newest word holds.
create table templates
(
    provider text        not null,
    account  text        not null,
    name     text        not null,
    -- Empty where it was said of all of them.
    language text        not null,
    usable   boolean     not null,
    -- The provider's own word.
    change   text        not null,
    said_at  timestamptz not null,
    primary key (provider, name, account, language)
);
