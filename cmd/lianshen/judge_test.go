package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/policies/notice"
	"lianshen/workflow"
)

// A stored project is judged as the dossier that says the same, from stored facts, at the
// terminal and by the workers.
func TestStoredProjectIsJudgedAsItsDossier(t *testing.T) {
	c := sqliteCity(t)
	folder, d := partOfDossier(t, c)
	c.company = c.id(c.admin, "project", "enterprise", *d.Enterprise.Name, "--town", *d.Enterprise.Town, "--uscc", *d.Enterprise.USCC,
		"--permit", *d.Enterprise.Permit, "--permit-class", *d.Enterprise.PermitClass, "--industry", *d.Enterprise.Industry)
	c.must(c.admin, "user", "grant", c.filer, "--role", "enterprise", "--enterprise", c.company)
	c.project = c.id(c.admin, "project", "open", c.company, "--kind", *d.Project.Kind, "--unit-class", *d.Project.UnitClass,
		"--deadline", *d.Project.Deadline, "--source", *d.Project.DeadlineSource)
	c.must(c.filer, "project", "equipment", c.project, "--from", filepath.Join(folder, checker.DossierFile))
	for slug, file := range d.Documents {
		c.must(c.filer, "project", "upload", c.project, filepath.Join(folder, file), slug, "--no-inspect")
	}

	c.must("", "work", "--drain") // reads, then judges
	made := c.evaluation()
	stored := c.report("project", "check", c.project, "--format", "json")
	dossier := c.report("check", "--dossier", folder, "--format", "json")
	if diff := cmp.Diff(said(dossier), said(stored)); diff != "" {
		t.Errorf("dossier and stored project (-dossier +stored)\n%s", diff)
	}
	if len(dossier.Findings) == 0 || dossier.PolicyRevision != stored.PolicyRevision {
		t.Errorf("%d findings, revisions %s and %s", len(dossier.Findings), dossier.PolicyRevision, stored.PolicyRevision)
	}
	var recorded checker.Report
	if err := json.NewDecoder(c.stored(made.Report)).Decode(&recorded); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(said(stored), said(recorded)); diff != "" || made.Verdict != stored.Verdict || len(made.Documents) != len(d.Documents) {
		t.Errorf("recorded %+v (-stored +recorded)\n%s", made, diff)
	}

	// The same once more changes nothing.
	before := c.head()
	c.must("", "work", "--drain")
	if after := c.head(); after != before {
		t.Errorf("events %d to %d for nothing", before.Seq, after.Seq)
	}
	c.must("", "fsck")

	// Without documents that are required nothing is submitted; the reason is told.
	app := c.id(c.filer, "application", "draft", c.project)
	out := c.run(nil, c.filer, "application", "submit", app)
	if out.code != 2 || !strings.Contains(out.stderr, "缺少材料") {
		t.Errorf("submit: exit %d\n%s", out.code, out.stderr)
	}
}

// partOfDossier is a dossier with two documents of the valid one.
func partOfDossier(t *testing.T, c *killedCity) (string, *checker.Dossier) {
	t.Helper()
	source, folder := filepath.Dir(c.pdf), t.TempDir()
	raw, err := os.ReadFile(filepath.Join(source, checker.DossierFile))
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(raw), "documents:")
	head += "documents:\n  equipment-list: equipment-list.pdf\n  contractor-info: contractor-info.pdf\n"
	n, err := notice.Default()
	if err != nil {
		t.Fatal(err)
	}
	d, err := checker.ParseDossier([]byte(head), n.Slugs())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, checker.DossierFile), []byte(head), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range d.Documents {
		pdf, err := os.ReadFile(filepath.Join(source, file))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, file), pdf, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder, d
}

// report runs a command that prints one.
func (c *killedCity) report(args ...string) (r checker.Report) {
	c.t.Helper()
	out := c.run(nil, "", args...)
	if out.code > 1 {
		c.t.Fatalf("%v: exit %d\n%s", args, out.code, out.stderr)
	}
	if err := json.Unmarshal([]byte(out.stdout), &r); err != nil {
		c.t.Fatalf("%v: %v\n%s", args, err, out.stdout)
	}
	return r
}

// said is what a report says but for its instant.
func said(r checker.Report) map[string]any {
	return map[string]any{"verdict": r.Verdict, "findings": r.Findings, "passed": r.Passed, "not_applicable": r.NotApplicable}
}

func (c *killedCity) evaluation() (e *workflow.Evaluation) {
	c.t.Helper()
	c.view(func(r workflow.Reader) (err error) {
		e, err = r.Evaluation(c.project)
		return err
	})
	if e == nil {
		c.t.FailNow()
	}
	return e
}

func (c *killedCity) stored(digest string) io.Reader {
	c.t.Helper()
	file, err := c.files.Open(c.t.Context(), digest)
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { file.Close() })
	return file
}
