-- What is due must be found by its lane. A second index over everything that waits, in another order, was taken for as good
-- whenever nothing was waiting when the statistics were made; then all of it was read for each message that was claimed.
-- A condition that only the sweep uses, word for word, keeps the queue away from it.
drop index sends_expiring;
create index sends_expiring on sends (expires_at) where case state when 'waiting' then true else false end;
