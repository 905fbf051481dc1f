package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"lianshen/checker/engine"
	"lianshen/internal/clock"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/audit"
	"lianshen/workflow/calendar"
	"lianshen/workflow/store"
)

// caller is on whose behalf a command that changes something acts.
type caller struct {
	As string `help:"Identifier of the person who acts." placeholder:"PERSON" env:"LIANSHEN_AS" required:""`
	asJSON
}

type asJSON struct {
	JSON bool `name:"json" help:"The whole record as an object."`
}

func (c caller) actor() workflow.Actor { return workflow.Actor{Person: c.As, From: "terminal"} }

// withWorkflow runs an operation that needs neither files nor queue.
func withWorkflow(ctx context.Context, p *program, do func(*workflow.Service, *store.Store) error) error {
	return withDesk(ctx, p, func(d *desk) error { return do(d.service, d.store) })
}

// checkpointPath is the file of audit checkpoints, which stands outside the database.
func (p *program) checkpointPath() string { return filepath.Join(p.config.Data, "checkpoints.jsonl") }

func newService(p *program, s *store.Store, files workflow.Files) (*workflow.Service, error) {
	return newServiceAt(p, s, files, clock.System{})
}

// newServiceAt is a service by a clock of its own.
func newServiceAt(p *program, s *store.Store, files workflow.Files, now clock.Clock) (*workflow.Service, error) {
	c := workflow.Config{
		Store: s, Clock: now, Files: files, Checkpoints: audit.NewCheckpointFile(p.checkpointPath()),
		Limits: workflow.Limits{
			Document: p.config.MaxBytes, Project: maxProjectBytes, Versions: maxVersions,
			PersonDay: workflow.Amount{Versions: maxDayVersions, Bytes: maxDayBytes},
		},
		Identities: workflow.NewIdentityKey(filepath.Join(p.config.Data, "identity.key")),
	}
	var data struct {
		Calendar calendar.Readings `json:"calendar"`
	}
	err := engine.RuleData(engine.Options{}, &data)
	c.Readings = data.Calendar
	if err == nil {
		c.Notice, err = notice.Default()
	}
	if err == nil {
		c.Calendar, err = calendarFile{}.open(p)
	}
	if err == nil {
		c.Towns, err = workflow.DefaultTowns()
	}
	return workflow.New(c), err
}

// show prints a record: its identifier alone on the first line, for scripts, then what a
// person wants to know; or the whole as an object.
func (j asJSON) show(p *program, record any, id string, lines ...string) error {
	if j.JSON {
		enc := json.NewEncoder(p.stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(record)
	}
	fmt.Fprintln(p.stdout, id)
	for _, line := range lines {
		fmt.Fprintln(p.stdout, line)
	}
	return nil
}

// stateLine names the state of a subject in the user's language.
func stateLine(p *program, subject, state string) string {
	n, err := notice.Default()
	if err != nil {
		return state
	}
	return n.Flow(subject).StateName(state).In(p.lang)
}

// readJSON reads a file that another command wrote.
func readJSON(path string, v any) ([]byte, error) {
	raw, err := os.ReadFile(path)
	if err == nil && v != nil {
		err = json.Unmarshal(raw, v)
	}
	if err != nil {
		return nil, errs.New(errs.Usage, "file.unreadable",
			errs.Text{ZH: "无法读取文件 " + path, EN: "cannot read " + path},
			errs.Text{ZH: "请核对路径与内容", EN: "check the path and what it holds"}).Wrap(err)
	}
	return raw, nil
}
