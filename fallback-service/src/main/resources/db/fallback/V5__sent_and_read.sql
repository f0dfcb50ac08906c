-- A deadline may ask for less or more than a delivery.
alter table facts drop constraint facts_what_check;
alter table facts add constraint facts_what_check
    check (what in ('sent', 'delivered', 'read', 'failed', 'canceled', 'expired', 'overdue'));
