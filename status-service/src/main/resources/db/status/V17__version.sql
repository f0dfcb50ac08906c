-- Batches are written by a merge that tells what was there before. Better refused now than at the first of them.
do $$
begin
    if current_setting('server_version_num')::int < 180000 then
        raise exception 'status-service needs PostgreSQL 18 or newer, and this is %', current_setting('server_version');
    end if;
end
$$;
