-- +goose Up
-- A later replacement of an instrument or a core part is a project of its own.
CREATE TABLE replacements (
  project_id TEXT PRIMARY KEY REFERENCES projects (id),
  replaces TEXT NOT NULL REFERENCES projects (id),
  part TEXT NOT NULL CHECK (part <> ''),
  replaced_on TEXT NOT NULL,
  register_by TEXT NOT NULL,
  register_provisional BOOLEAN NOT NULL,
  CHECK (project_id <> replaces)
);
CREATE INDEX replacements_of ON replacements (replaces);

-- An enterprise's word against a finding, by rule and document.
CREATE TABLE contests (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES projects (id),
  code TEXT NOT NULL CHECK (code <> ''),
  document TEXT NOT NULL,
  statement TEXT NOT NULL CHECK (statement <> ''),
  by_person TEXT NOT NULL REFERENCES persons (id),
  at TEXT NOT NULL,
  retracted TEXT
);
CREATE UNIQUE INDEX contests_one ON contests (project_id, code, document) WHERE retracted IS NULL;

-- Revisions of the rules, by when they came into force here.
CREATE TABLE rule_revisions (
  number BIGINT PRIMARY KEY CHECK (number > 0),
  revision TEXT NOT NULL CHECK (revision <> ''),
  adopted TEXT NOT NULL
);

-- Towns whose branch is another than in the table that the program carries.
CREATE TABLE town_routes (
  town TEXT PRIMARY KEY,
  branch TEXT NOT NULL CHECK (branch <> ''),
  by_person TEXT NOT NULL REFERENCES persons (id),
  at TEXT NOT NULL
);

-- Messages within the product. Told once each: kind and key say about what.
CREATE TABLE messages (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (id),
  kind TEXT NOT NULL CHECK (kind <> ''),
  key TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  zh TEXT NOT NULL CHECK (zh <> ''),
  en TEXT NOT NULL CHECK (en <> ''),
  at TEXT NOT NULL,
  opened TEXT,
  UNIQUE (kind, key, person_id)
);
CREATE INDEX messages_of_person ON messages (person_id, id);
CREATE INDEX messages_unread ON messages (person_id) WHERE opened IS NULL;

CREATE INDEX receipts_due ON receipts (due) WHERE stopped IS NULL;
CREATE INDEX returns_due ON returns (rectify_by);
CREATE INDEX projects_due ON projects (deadline) WHERE state = 'active';

-- +goose Down
DROP INDEX projects_due;
DROP INDEX returns_due;
DROP INDEX receipts_due;
DROP TABLE messages;
DROP TABLE town_routes;
DROP TABLE rule_revisions;
DROP TABLE contests;
DROP TABLE replacements;
