package store

import (
	"time"

	"lianshen/workflow"
)

func scanContest(r row, x *workflow.Contest) error {
	return r.Scan(&x.ID, &x.Project, &x.Code, &x.Document, &x.Statement, &x.By, at{&x.At}, atMaybe{&x.Retracted})
}

func (t *tx) Contests(project string) ([]workflow.Contest, error) {
	return all(t, scanContest, `SELECT id, project_id, code, document, statement, by_person, at, retracted FROM contests
		WHERE project_id = $1 AND retracted IS NULL ORDER BY id`, project)
}

func (t *tx) InsertContest(x *workflow.Contest) error {
	return t.exec(`INSERT INTO contests (id, project_id, code, document, statement, by_person, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		x.ID, x.Project, x.Code, x.Document, x.Statement, x.By, instant(x.At))
}

func (t *tx) EndContest(id string, at time.Time) error {
	return t.replace(`UPDATE contests SET retracted = $2 WHERE id = $1 AND retracted IS NULL`, id, instant(at))
}
