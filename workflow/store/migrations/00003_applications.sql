-- +goose Up
CREATE TABLE applications (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES projects (id),
  state TEXT NOT NULL CHECK (state IN
    ('draft', 'submitted', 'handler_review', 'leader_review', 'returned', 'approved', 'deemed_approved', 'withdrawn')),
  round BIGINT NOT NULL CHECK (round >= 0),
  handler TEXT REFERENCES persons (id),
  handler_for TEXT REFERENCES persons (id),
  touched TEXT NOT NULL,
  drafted TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version > 0),
  CHECK (handler_for IS NULL OR handler IS NOT NULL),
  CHECK (state NOT IN ('handler_review', 'leader_review', 'approved') OR handler IS NOT NULL),
  CHECK (state IN ('draft', 'withdrawn') OR round > 0)
);
-- A project has one application that is undecided or approved, at most.
CREATE UNIQUE INDEX applications_one_open ON applications (project_id) WHERE state <> 'withdrawn';
CREATE INDEX applications_of_project ON applications (project_id);

CREATE TABLE receipts (
  application_id TEXT NOT NULL REFERENCES applications (id),
  round BIGINT NOT NULL CHECK (round > 0),
  number TEXT NOT NULL UNIQUE,
  received TEXT NOT NULL,
  due TEXT NOT NULL,
  deemed TEXT NOT NULL,
  provisional BOOLEAN NOT NULL,
  calendar TEXT NOT NULL,
  stopped TEXT,
  filing TEXT NOT NULL REFERENCES filings (number),
  facts TEXT NOT NULL,
  report TEXT NOT NULL,
  policy_revision TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('clean', 'flag')),
  statement TEXT NOT NULL,
  PRIMARY KEY (application_id, round)
);
-- One clock runs at most, and the sweep finds those that have run out without a scan.
CREATE UNIQUE INDEX receipts_one_running ON receipts (application_id) WHERE stopped IS NULL;
CREATE INDEX receipts_running ON receipts (deemed) WHERE stopped IS NULL;

-- What the report said above info, frozen with the receipt.
CREATE TABLE receipt_findings (
  application_id TEXT NOT NULL,
  round BIGINT NOT NULL,
  number BIGINT NOT NULL CHECK (number > 0),
  code TEXT NOT NULL CHECK (code <> ''),
  severity TEXT NOT NULL CHECK (severity IN ('block', 'warn')),
  state TEXT NOT NULL CHECK (state IN ('fail', 'undetermined', 'contested')),
  document TEXT NOT NULL,
  pages TEXT NOT NULL,
  message_zh TEXT NOT NULL,
  message_en TEXT NOT NULL,
  solution_zh TEXT NOT NULL,
  solution_en TEXT NOT NULL,
  grace BOOLEAN NOT NULL,
  PRIMARY KEY (application_id, round, number),
  -- A failing block bars the way, unless its rule is too new to.
  CHECK (severity <> 'block' OR state <> 'fail' OR grace),
  FOREIGN KEY (application_id, round) REFERENCES receipts (application_id, round)
);

CREATE TABLE receipt_documents (
  application_id TEXT NOT NULL,
  round BIGINT NOT NULL,
  position BIGINT NOT NULL,
  project_id TEXT NOT NULL,
  slug TEXT NOT NULL,
  number BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (application_id, round, slug),
  FOREIGN KEY (application_id, round) REFERENCES receipts (application_id, round),
  FOREIGN KEY (project_id, slug, number, sha256) REFERENCES document_versions (project_id, slug, number, sha256)
);

-- Four eyes: a person stands once on an application, so on one of its steps. What either
-- step writes refers to this row by person and step, and cannot be written without it.
CREATE TABLE review_steps (
  application_id TEXT NOT NULL REFERENCES applications (id),
  person_id TEXT NOT NULL REFERENCES persons (id),
  step TEXT NOT NULL CHECK (step IN ('handler', 'leader')),
  PRIMARY KEY (application_id, person_id),
  UNIQUE (application_id, person_id, step)
);

CREATE TABLE sheet_entries (
  application_id TEXT NOT NULL,
  round BIGINT NOT NULL,
  line TEXT NOT NULL,
  finding TEXT NOT NULL CHECK (finding IN ('conforms', 'fails', 'site_check')),
  note TEXT NOT NULL,
  site_day TEXT,
  site_result TEXT CHECK (site_result IN ('conforms', 'fails')),
  site_note TEXT,
  by_person TEXT NOT NULL,
  step TEXT NOT NULL DEFAULT 'handler' CHECK (step = 'handler'),
  at TEXT NOT NULL,
  PRIMARY KEY (application_id, round, line),
  CHECK ((site_day IS NULL) = (site_result IS NULL) AND (site_day IS NULL) = (site_note IS NULL)),
  CHECK (site_day IS NULL OR finding = 'site_check'),
  FOREIGN KEY (application_id, round) REFERENCES receipts (application_id, round),
  FOREIGN KEY (application_id, by_person, step) REFERENCES review_steps (application_id, person_id, step)
);

-- What the handler made of each finding. The last word counts; the audit trail has the others.
CREATE TABLE assessments (
  application_id TEXT NOT NULL,
  round BIGINT NOT NULL,
  finding BIGINT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'overridden', 'unsure')),
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  by_person TEXT NOT NULL,
  step TEXT NOT NULL DEFAULT 'handler' CHECK (step = 'handler'),
  at TEXT NOT NULL,
  PRIMARY KEY (application_id, round, finding),
  CHECK ((verdict = 'overridden') = (reason <> '')),
  CHECK (verdict <> 'overridden' OR note <> ''),
  FOREIGN KEY (application_id, round, finding) REFERENCES receipt_findings (application_id, round, number),
  FOREIGN KEY (application_id, by_person, step) REFERENCES review_steps (application_id, person_id, step)
);

CREATE TABLE returns (
  application_id TEXT NOT NULL,
  round BIGINT NOT NULL,
  rectify_by TEXT NOT NULL,
  by_person TEXT NOT NULL,
  step TEXT NOT NULL DEFAULT 'leader' CHECK (step = 'leader'),
  at TEXT NOT NULL,
  PRIMARY KEY (application_id, round),
  FOREIGN KEY (application_id, round) REFERENCES receipts (application_id, round),
  FOREIGN KEY (application_id, by_person, step) REFERENCES review_steps (application_id, person_id, step)
);

CREATE TABLE return_items (
  application_id TEXT NOT NULL,
  round BIGINT NOT NULL,
  position BIGINT NOT NULL,
  code TEXT NOT NULL CHECK (code <> ''),
  document TEXT NOT NULL,
  pages TEXT NOT NULL,
  remedy TEXT NOT NULL CHECK (remedy <> ''),
  late_reason TEXT NOT NULL,
  PRIMARY KEY (application_id, round, position),
  FOREIGN KEY (application_id, round) REFERENCES returns (application_id, round)
);

-- One decision an application that stands; one that was set aside stays on record. A deemed
-- approval is nobody's.
CREATE TABLE decisions (
  application_id TEXT NOT NULL,
  round BIGINT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('approved', 'deemed_approved')),
  by_person TEXT,
  step TEXT NOT NULL DEFAULT 'leader' CHECK (step = 'leader'),
  at TEXT NOT NULL,
  recorded TEXT NOT NULL,
  open_findings TEXT NOT NULL,
  set_aside TEXT,
  set_aside_by TEXT REFERENCES persons (id),
  set_aside_reason TEXT,
  PRIMARY KEY (application_id, round),
  CHECK ((mode = 'deemed_approved') = (by_person IS NULL)),
  CHECK ((set_aside IS NULL) = (set_aside_by IS NULL) AND (set_aside IS NULL) = (set_aside_reason IS NULL)),
  FOREIGN KEY (application_id, round) REFERENCES receipts (application_id, round),
  FOREIGN KEY (application_id, by_person, step) REFERENCES review_steps (application_id, person_id, step)
);
CREATE UNIQUE INDEX decisions_one ON decisions (application_id) WHERE set_aside IS NULL;

-- A deemed approval is looked into by the bureau.
CREATE TABLE supervisions (
  application_id TEXT NOT NULL,
  round BIGINT NOT NULL,
  opened TEXT NOT NULL,
  closed TEXT,
  closed_by TEXT REFERENCES persons (id),
  note TEXT,
  PRIMARY KEY (application_id, round),
  CHECK ((closed IS NULL) = (closed_by IS NULL) AND (closed IS NULL) = (note IS NULL)),
  FOREIGN KEY (application_id, round) REFERENCES decisions (application_id, round)
);
CREATE INDEX supervisions_open ON supervisions (opened) WHERE closed IS NULL;

-- +goose Down
DROP TABLE supervisions;
DROP TABLE decisions;
DROP TABLE return_items;
DROP TABLE returns;
DROP TABLE assessments;
DROP TABLE sheet_entries;
DROP TABLE review_steps;
DROP TABLE receipt_documents;
DROP TABLE receipt_findings;
DROP TABLE receipts;
DROP TABLE applications;
