-- What a fallback costs by the prices of the rules, and that it arrived: the rescue is of the message, not of the SMS.
alter table plans
    add column cost       numeric,
    add column rescued_at timestamptz;
create index plans_by_fallback on plans (fallback_id) where fallback_id is not null;
