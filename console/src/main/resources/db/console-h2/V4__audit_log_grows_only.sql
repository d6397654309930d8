create trigger audit_log_grows_only before update, delete on audit_log
    for each row call 'io.millrace.console.store.AuditLogGuard';
