-- +goose Up
-- What was recorded stays as it was recorded, whoever writes: the program has no bug, and a
-- hand at the database no slip, that changes history. It is a bolt, not a lock: who owns the
-- tables can take a trigger away, and then the chain and its checkpoints tell.
-- migrations/sqlite has the same for the other database.
-- +goose StatementBegin
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'constraint: append-only: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
-- +goose StatementEnd
CREATE TRIGGER events_kept BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER events_stay BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER deadline_changes_kept BEFORE UPDATE OR DELETE ON deadline_changes FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER deadline_changes_stay BEFORE TRUNCATE ON deadline_changes FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER filing_documents_kept BEFORE UPDATE OR DELETE ON filing_documents FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER filing_documents_stay BEFORE TRUNCATE ON filing_documents FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER receipt_documents_kept BEFORE UPDATE OR DELETE ON receipt_documents FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER receipt_documents_stay BEFORE TRUNCATE ON receipt_documents FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER return_items_kept BEFORE UPDATE OR DELETE ON return_items FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER return_items_stay BEFORE TRUNCATE ON return_items FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER returns_kept BEFORE UPDATE OR DELETE ON returns FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER returns_stay BEFORE TRUNCATE ON returns FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER review_steps_kept BEFORE UPDATE OR DELETE ON review_steps FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER review_steps_stay BEFORE TRUNCATE ON review_steps FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER decisions_kept BEFORE UPDATE OF application_id, round, mode, by_person, step, at, recorded, open_findings OR DELETE ON decisions FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER decisions_stay BEFORE TRUNCATE ON decisions FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER checkpoints_kept BEFORE UPDATE OR DELETE ON checkpoints FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER checkpoints_stay BEFORE TRUNCATE ON checkpoints FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER receipts_kept BEFORE UPDATE OF application_id, round, number, received, filing, facts, report, policy_revision, verdict, statement OR DELETE ON receipts FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER receipts_stay BEFORE TRUNCATE ON receipts FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER document_versions_kept BEFORE UPDATE OF project_id, slug, number, sha256, bytes, name, by_person, at OR DELETE ON document_versions FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER document_versions_stay BEFORE TRUNCATE ON document_versions FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER audit_head_kept BEFORE UPDATE ON audit_head FOR EACH ROW WHEN (new.seq < old.seq) EXECUTE FUNCTION append_only();
CREATE TRIGGER audit_head_stay BEFORE DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER audit_head_whole BEFORE TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER receipt_findings_kept BEFORE UPDATE OR DELETE ON receipt_findings FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER receipt_findings_stay BEFORE TRUNCATE ON receipt_findings FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- +goose Down
DROP TRIGGER receipt_findings_stay ON receipt_findings;
DROP TRIGGER receipt_findings_kept ON receipt_findings;
DROP TRIGGER audit_head_whole ON audit_head;
DROP TRIGGER audit_head_stay ON audit_head;
DROP TRIGGER audit_head_kept ON audit_head;
DROP TRIGGER document_versions_stay ON document_versions;
DROP TRIGGER document_versions_kept ON document_versions;
DROP TRIGGER receipts_stay ON receipts;
DROP TRIGGER receipts_kept ON receipts;
DROP TRIGGER checkpoints_stay ON checkpoints;
DROP TRIGGER checkpoints_kept ON checkpoints;
DROP TRIGGER decisions_stay ON decisions;
DROP TRIGGER decisions_kept ON decisions;
DROP TRIGGER review_steps_stay ON review_steps;
DROP TRIGGER review_steps_kept ON review_steps;
DROP TRIGGER returns_stay ON returns;
DROP TRIGGER returns_kept ON returns;
DROP TRIGGER return_items_stay ON return_items;
DROP TRIGGER return_items_kept ON return_items;
DROP TRIGGER receipt_documents_stay ON receipt_documents;
DROP TRIGGER receipt_documents_kept ON receipt_documents;
DROP TRIGGER filing_documents_stay ON filing_documents;
DROP TRIGGER filing_documents_kept ON filing_documents;
DROP TRIGGER deadline_changes_stay ON deadline_changes;
DROP TRIGGER deadline_changes_kept ON deadline_changes;
DROP TRIGGER events_stay ON events;
DROP TRIGGER events_kept ON events;
DROP FUNCTION append_only();
