package store

import (
	"encoding/json"

	"lianshen/checker"
	"lianshen/workflow"
)

// Kinds of rows in the table instruments.
const (
	kindInstrument = "instrument"
	kindLogger     = "logger"
	kindVideo      = "video"
	kindProcess    = "process"
)

// details scans the JSON of a row.
func details[T any](r row, v *T) error {
	var raw string
	if err := r.Scan(&raw); err != nil {
		return err
	}
	return json.Unmarshal([]byte(raw), v)
}

// detailsOf reads the rows of a kind in their order.
func detailsOf[T any](t *tx, project, kind string) ([]T, error) {
	return all(t, details[T], `SELECT details FROM instruments WHERE project_id = $1 AND kind = $2 ORDER BY position`, project, kind)
}

func (t *tx) Equipment(project string) (*workflow.Equipment, error) {
	e := new(workflow.Equipment)
	var err error
	if e.Outlets, err = all(t, details[checker.Outlet], `SELECT details FROM project_outlets WHERE project_id = $1 ORDER BY position`, project); err != nil {
		return nil, err
	}
	if e.Instruments, err = detailsOf[checker.Instrument](t, project, kindInstrument); err != nil {
		return nil, err
	}
	if e.Loggers, err = detailsOf[checker.DataLogger](t, project, kindLogger); err != nil {
		return nil, err
	}
	if e.Video, err = detailsOf[checker.Monitor](t, project, kindVideo); err != nil {
		return nil, err
	}
	if e.Process, err = detailsOf[checker.Monitor](t, project, kindProcess); err != nil {
		return nil, err
	}
	return e, t.parties(project, e)
}

type partyRow struct {
	role      string
	name      *string
	uscc, cma *string
}

func scanParty(r row, p *partyRow) error { return r.Scan(&p.role, &p.name, &p.uscc, &p.cma) }

func (t *tx) parties(project string, e *workflow.Equipment) error {
	rows, err := all(t, scanParty, `SELECT role, name, uscc, cma FROM project_parties WHERE project_id = $1`, project)
	for _, p := range rows {
		switch checker.Role(p.role) {
		case checker.ContractorRole:
			e.Contractor = checker.Company{Name: p.name, USCC: p.uscc}
		case checker.CommissionerRole:
			e.Commissioner = checker.Company{Name: p.name, USCC: p.uscc}
		case checker.LaboratoryRole:
			e.Laboratory = checker.Laboratory{Name: p.name, CMA: p.cma}
		}
	}
	return err
}

func (t *tx) HasInstruments(project string) (bool, error) {
	return t.exists(`SELECT 1 FROM instruments WHERE project_id = $1 AND kind = 'instrument' LIMIT 1`, project)
}

func (t *tx) ReplaceEquipment(project string, e *workflow.Equipment) error {
	for _, table := range []string{"project_outlets", "instruments", "project_parties"} {
		if err := t.exec(`DELETE FROM `+table+` WHERE project_id = $1`, project); err != nil {
			return err
		}
	}
	for i, o := range e.Outlets {
		raw, err := json.Marshal(o)
		if err == nil {
			err = t.exec(`INSERT INTO project_outlets (project_id, position, code, details) VALUES ($1, $2, $3, $4)`, project, i, o.Code, string(raw))
		}
		if err != nil {
			return err
		}
	}
	for i, r := range deviceRows(e) {
		raw, err := json.Marshal(r.details)
		if err == nil {
			err = t.exec(`INSERT INTO instruments (project_id, kind, position, outlet, factor, class, model, serial, mn, details)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
				project, r.kind, i, r.outlet, r.factor, r.class, r.model, r.serial, r.mn, string(raw))
		}
		if err != nil {
			return err
		}
	}
	return t.insertParties(project, e)
}

// device is a row of the table instruments.
type device struct {
	kind                                     string
	outlet, factor, class, model, serial, mn *string
	details                                  any
}

func deviceRows(e *workflow.Equipment) []device {
	var out []device
	for _, v := range e.Instruments {
		out = append(out, device{kindInstrument, v.Outlet, v.Factor, v.Class, v.Model, v.Serial, nil, v})
	}
	for _, v := range e.Loggers {
		out = append(out, device{kindLogger, nil, nil, nil, v.Model, v.Serial, v.MN, v})
	}
	for _, v := range e.Video {
		out = append(out, monitor(kindVideo, v))
	}
	for _, v := range e.Process {
		out = append(out, monitor(kindProcess, v))
	}
	return out
}

func monitor(kind string, v checker.Monitor) device {
	return device{kind, v.Outlet, nil, v.Class, v.Model, v.Serial, nil, v}
}

func (t *tx) insertParties(project string, e *workflow.Equipment) error {
	for _, p := range []partyRow{
		{string(checker.ContractorRole), e.Contractor.Name, e.Contractor.USCC, nil},
		{string(checker.CommissionerRole), e.Commissioner.Name, e.Commissioner.USCC, nil},
		{string(checker.LaboratoryRole), e.Laboratory.Name, nil, e.Laboratory.CMA},
	} {
		if p.name == nil {
			continue
		}
		err := t.exec(`INSERT INTO project_parties (project_id, role, name, uscc, cma) VALUES ($1, $2, $3, $4, $5)`, project, p.role, p.name, p.uscc, p.cma)
		if err != nil {
			return err
		}
	}
	return nil
}
