-- +goose Up
-- What the lists of officers are read from.
CREATE INDEX enterprises_of_branch ON enterprises (branch, id);
CREATE INDEX filings_waiting_of_branch ON filings (branch, at, id) WHERE state = 'sent';
CREATE INDEX filings_waiting ON filings (at, id) WHERE state = 'sent';
CREATE INDEX supervisions_by_opening ON supervisions (opened, application_id);
DROP INDEX supervisions_open; -- the next one has its place
CREATE INDEX supervisions_open ON supervisions (opened, application_id) WHERE closed IS NULL;

-- +goose Down
DROP INDEX supervisions_open;
CREATE INDEX supervisions_open ON supervisions (opened) WHERE closed IS NULL;
DROP INDEX supervisions_by_opening;
DROP INDEX filings_waiting;
DROP INDEX filings_waiting_of_branch;
DROP INDEX enterprises_of_branch;
