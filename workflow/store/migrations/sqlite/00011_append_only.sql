-- +goose Up
-- What was recorded stays as it was recorded, whoever writes: the program has no bug, and a
-- hand at the database no slip, that changes history. It is a bolt, not a lock: who owns the
-- tables can take a trigger away, and then the chain and its checkpoints tell.
-- migrations/postgres has the same for the other database.
-- +goose StatementBegin
CREATE TRIGGER events_kept BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'append-only: events'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'append-only: events'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER deadline_changes_kept BEFORE UPDATE ON deadline_changes BEGIN SELECT RAISE(ABORT, 'append-only: deadline_changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER deadline_changes_stay BEFORE DELETE ON deadline_changes BEGIN SELECT RAISE(ABORT, 'append-only: deadline_changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER filing_documents_kept BEFORE UPDATE ON filing_documents BEGIN SELECT RAISE(ABORT, 'append-only: filing_documents'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER filing_documents_stay BEFORE DELETE ON filing_documents BEGIN SELECT RAISE(ABORT, 'append-only: filing_documents'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receipt_documents_kept BEFORE UPDATE ON receipt_documents BEGIN SELECT RAISE(ABORT, 'append-only: receipt_documents'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receipt_documents_stay BEFORE DELETE ON receipt_documents BEGIN SELECT RAISE(ABORT, 'append-only: receipt_documents'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER return_items_kept BEFORE UPDATE ON return_items BEGIN SELECT RAISE(ABORT, 'append-only: return_items'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER return_items_stay BEFORE DELETE ON return_items BEGIN SELECT RAISE(ABORT, 'append-only: return_items'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER returns_kept BEFORE UPDATE ON returns BEGIN SELECT RAISE(ABORT, 'append-only: returns'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER returns_stay BEFORE DELETE ON returns BEGIN SELECT RAISE(ABORT, 'append-only: returns'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER review_steps_kept BEFORE UPDATE ON review_steps BEGIN SELECT RAISE(ABORT, 'append-only: review_steps'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER review_steps_stay BEFORE DELETE ON review_steps BEGIN SELECT RAISE(ABORT, 'append-only: review_steps'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decisions_kept BEFORE UPDATE OF application_id, round, mode, by_person, step, at, recorded, open_findings ON decisions BEGIN SELECT RAISE(ABORT, 'append-only: decisions'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'append-only: decisions'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER checkpoints_kept BEFORE UPDATE ON checkpoints BEGIN SELECT RAISE(ABORT, 'append-only: checkpoints'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER checkpoints_stay BEFORE DELETE ON checkpoints BEGIN SELECT RAISE(ABORT, 'append-only: checkpoints'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receipts_kept BEFORE UPDATE OF application_id, round, number, received, filing, facts, report, policy_revision, verdict, statement ON receipts BEGIN SELECT RAISE(ABORT, 'append-only: receipts'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receipts_stay BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT, 'append-only: receipts'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER document_versions_kept BEFORE UPDATE OF project_id, slug, number, sha256, bytes, name, by_person, at ON document_versions BEGIN SELECT RAISE(ABORT, 'append-only: document_versions'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER document_versions_stay BEFORE DELETE ON document_versions BEGIN SELECT RAISE(ABORT, 'append-only: document_versions'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_head_kept BEFORE UPDATE ON audit_head WHEN new.seq < old.seq BEGIN SELECT RAISE(ABORT, 'append-only: audit_head'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_head_stay BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'append-only: audit_head'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receipt_findings_kept BEFORE UPDATE ON receipt_findings BEGIN SELECT RAISE(ABORT, 'append-only: receipt_findings'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receipt_findings_stay BEFORE DELETE ON receipt_findings BEGIN SELECT RAISE(ABORT, 'append-only: receipt_findings'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER receipt_findings_stay;
DROP TRIGGER receipt_findings_kept;
DROP TRIGGER audit_head_stay;
DROP TRIGGER audit_head_kept;
DROP TRIGGER document_versions_stay;
DROP TRIGGER document_versions_kept;
DROP TRIGGER receipts_stay;
DROP TRIGGER receipts_kept;
DROP TRIGGER checkpoints_stay;
DROP TRIGGER checkpoints_kept;
DROP TRIGGER decisions_stay;
DROP TRIGGER decisions_kept;
DROP TRIGGER review_steps_stay;
DROP TRIGGER review_steps_kept;
DROP TRIGGER returns_stay;
DROP TRIGGER returns_kept;
DROP TRIGGER return_items_stay;
DROP TRIGGER return_items_kept;
DROP TRIGGER receipt_documents_stay;
DROP TRIGGER receipt_documents_kept;
DROP TRIGGER filing_documents_stay;
DROP TRIGGER filing_documents_kept;
DROP TRIGGER deadline_changes_stay;
DROP TRIGGER deadline_changes_kept;
DROP TRIGGER events_stay;
DROP TRIGGER events_kept;
