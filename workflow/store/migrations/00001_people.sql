-- +goose Up
-- One text for SQLite and PostgreSQL. Instants are text in UTC to the microsecond
-- (2026-11-02T01:00:00.000000Z), so that they sort as they follow; dates are ISO text.
CREATE TABLE persons (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  registered TEXT NOT NULL
);

CREATE TABLE enterprises (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  uscc TEXT UNIQUE,
  permit TEXT NOT NULL,
  town TEXT NOT NULL,
  branch TEXT NOT NULL CHECK (branch <> '')
);

CREATE TABLE outlets (
  enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
  code TEXT NOT NULL,
  medium TEXT NOT NULL CHECK (medium IN ('water', 'gas')),
  PRIMARY KEY (enterprise_id, code)
);

-- A grant reaches one enterprise, one branch, or the city, never two of them.
CREATE TABLE grants (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (id),
  role TEXT NOT NULL,
  post TEXT NOT NULL,
  enterprise_id TEXT REFERENCES enterprises (id),
  branch TEXT,
  from_day TEXT NOT NULL,
  until_day TEXT,
  revoked TEXT,
  -- Who delegated it for these days, if anyone.
  delegated_by TEXT REFERENCES persons (id),
  CHECK (delegated_by IS NULL OR (until_day IS NOT NULL AND delegated_by <> person_id)),
  CHECK (enterprise_id IS NULL OR branch IS NULL),
  CHECK (until_day IS NULL OR until_day >= from_day)
);
CREATE INDEX grants_of_person ON grants (person_id);
CREATE INDEX grants_of_role ON grants (role, branch, enterprise_id);

-- +goose Down
DROP TABLE grants;
DROP TABLE outlets;
DROP TABLE enterprises;
DROP TABLE persons;
