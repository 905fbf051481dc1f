-- +goose Up
CREATE TABLE projects (
  id TEXT PRIMARY KEY,
  enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
  branch TEXT NOT NULL,
  kind TEXT NOT NULL,
  unit_class TEXT NOT NULL CHECK (unit_class IN ('key', 'general')),
  state TEXT NOT NULL CHECK (state IN ('active', 'networked', 'suspended', 'closed')),
  deadline TEXT,
  deadline_source TEXT,
  deadline_confirmed BOOLEAN,
  opened TEXT NOT NULL,
  first_data TEXT,
  version BIGINT NOT NULL CHECK (version > 0),
  CHECK ((deadline IS NULL) = (deadline_source IS NULL) AND (deadline IS NULL) = (deadline_confirmed IS NULL)),
  CHECK ((state = 'networked') = (first_data IS NOT NULL))
);
CREATE INDEX projects_of_enterprise ON projects (enterprise_id);

CREATE TABLE deadline_changes (
  project_id TEXT NOT NULL REFERENCES projects (id),
  number BIGINT NOT NULL CHECK (number > 0),
  old_day TEXT,
  old_source TEXT,
  old_confirmed BOOLEAN,
  new_day TEXT NOT NULL,
  new_source TEXT NOT NULL CHECK (new_source <> ''),
  new_confirmed BOOLEAN NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  by_person TEXT NOT NULL REFERENCES persons (id),
  at TEXT NOT NULL,
  PRIMARY KEY (project_id, number)
);

-- A document is the versions of its slot. sha256 names the file in workflow/blob.
CREATE TABLE document_versions (
  project_id TEXT NOT NULL REFERENCES projects (id),
  slug TEXT NOT NULL,
  number BIGINT NOT NULL CHECK (number > 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes BIGINT NOT NULL CHECK (bytes > 0),
  name TEXT NOT NULL,
  facts TEXT NOT NULL,
  by_person TEXT NOT NULL REFERENCES persons (id),
  at TEXT NOT NULL,
  PRIMARY KEY (project_id, slug, number),
  UNIQUE (project_id, slug, number, sha256)
);

CREATE TABLE filings (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES projects (id),
  number TEXT NOT NULL UNIQUE,
  branch TEXT NOT NULL,
  by_person TEXT NOT NULL REFERENCES persons (id),
  at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sent', 'acknowledged', 'sent_back')),
  settled_by TEXT REFERENCES persons (id),
  settled_at TEXT,
  settled_note TEXT,
  CHECK ((state = 'sent') = (settled_by IS NULL)),
  CHECK ((settled_by IS NULL) = (settled_at IS NULL) AND (settled_by IS NULL) = (settled_note IS NULL)),
  CHECK (state <> 'sent_back' OR settled_note <> '')
);
CREATE INDEX filings_of_project ON filings (project_id);

CREATE TABLE filing_documents (
  filing_id TEXT NOT NULL REFERENCES filings (id),
  position BIGINT NOT NULL,
  project_id TEXT NOT NULL,
  slug TEXT NOT NULL,
  number BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (filing_id, slug),
  FOREIGN KEY (project_id, slug, number, sha256) REFERENCES document_versions (project_id, slug, number, sha256)
);

-- Series of numbers that are counted without gaps.
CREATE TABLE numbers (
  series TEXT PRIMARY KEY,
  last BIGINT NOT NULL CHECK (last > 0)
);

-- +goose Down
DROP TABLE numbers;
DROP TABLE filing_documents;
DROP TABLE filings;
DROP TABLE document_versions;
DROP TABLE deadline_changes;
DROP TABLE projects;
