create function refuse_change_of_audit_log() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log only grows';
end
$$;
create trigger audit_log_grows_only before update or delete or truncate on audit_log
    for each statement execute function refuse_change_of_audit_log();
