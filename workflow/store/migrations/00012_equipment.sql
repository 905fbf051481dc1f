-- +goose Up
ALTER TABLE enterprises ADD COLUMN permit_class TEXT NOT NULL DEFAULT '';
ALTER TABLE enterprises ADD COLUMN industry TEXT NOT NULL DEFAULT '';
CREATE INDEX enterprises_by_name ON enterprises (name);

-- What a project monitors, and with what: rows as they are now. What they were is in the
-- audit trail, whole, by the project's version. details is a row as entered, in JSON (checker.Outlet,
-- Instrument, DataLogger, Monitor); the columns beside it are what is searched for.
CREATE TABLE project_outlets (
  project_id TEXT NOT NULL REFERENCES projects (id),
  position BIGINT NOT NULL,
  code TEXT NOT NULL CHECK (code <> ''),
  details TEXT NOT NULL,
  PRIMARY KEY (project_id, position),
  UNIQUE (project_id, code)
);

CREATE TABLE instruments (
  project_id TEXT NOT NULL REFERENCES projects (id),
  kind TEXT NOT NULL CHECK (kind IN ('instrument', 'logger', 'video', 'process')),
  position BIGINT NOT NULL,
  outlet TEXT,
  factor TEXT,
  class TEXT,
  model TEXT,
  serial TEXT,
  mn TEXT,
  details TEXT NOT NULL,
  PRIMARY KEY (project_id, kind, position)
);
CREATE INDEX instruments_by_serial ON instruments (serial) WHERE serial IS NOT NULL;
CREATE INDEX instruments_by_mn ON instruments (mn) WHERE mn IS NOT NULL;

CREATE TABLE project_parties (
  project_id TEXT NOT NULL REFERENCES projects (id),
  role TEXT NOT NULL CHECK (role IN ('contractor', 'commissioner', 'laboratory')),
  name TEXT NOT NULL CHECK (name <> ''),
  uscc TEXT,
  cma TEXT,
  PRIMARY KEY (project_id, role)
);

-- +goose Down
DROP TABLE project_parties;
DROP TABLE instruments;
DROP TABLE project_outlets;
DROP INDEX enterprises_by_name;
ALTER TABLE enterprises DROP COLUMN industry;
ALTER TABLE enterprises DROP COLUMN permit_class;
