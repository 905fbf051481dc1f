-- +goose Up
-- What the rules said of a project's documents, each time that these, the data of the project
-- or the rules were others. basis is the digest of what was judged, but for the instant.
CREATE TABLE evaluations (
  project_id TEXT NOT NULL REFERENCES projects (id),
  number BIGINT NOT NULL CHECK (number > 0),
  documents TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (length(basis) = 64),
  facts TEXT NOT NULL CHECK (length(facts) = 64),
  report TEXT NOT NULL CHECK (length(report) = 64),
  policy_revision TEXT NOT NULL CHECK (policy_revision <> ''),
  verdict TEXT NOT NULL CHECK (verdict IN ('clean', 'flag', 'block')),
  at TEXT NOT NULL,
  PRIMARY KEY (project_id, number)
);
CREATE INDEX evaluations_facts ON evaluations (facts);
CREATE INDEX evaluations_report ON evaluations (report);

-- +goose Down
DROP TABLE evaluations;
