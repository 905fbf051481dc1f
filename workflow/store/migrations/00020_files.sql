-- +goose Up
-- What came of reading a version: the digest of its facts, or the code of the error because
-- of which there are none, with its words.
ALTER TABLE document_versions ADD COLUMN failure TEXT NOT NULL DEFAULT '' CHECK (failure = '' OR facts = '');
ALTER TABLE document_versions ADD COLUMN failure_message TEXT NOT NULL DEFAULT '' CHECK (failure_message = '' OR failure <> '');
-- Whether a row names a file is asked before the file is taken away.
CREATE INDEX document_versions_sha256 ON document_versions (sha256);
CREATE INDEX document_versions_facts ON document_versions (facts);
CREATE INDEX receipts_facts ON receipts (facts);
CREATE INDEX receipts_report ON receipts (report);

-- +goose Down
DROP INDEX receipts_report;
DROP INDEX receipts_facts;
DROP INDEX document_versions_facts;
DROP INDEX document_versions_sha256;
ALTER TABLE document_versions DROP COLUMN failure_message;
ALTER TABLE document_versions DROP COLUMN failure;
