package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"lianshen/workflow"
	"lianshen/workflow/jobs"
)

// sqliteCity is a city on SQLite with a project.
func sqliteCity(t *testing.T) *killedCity {
	t.Helper()
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	c := newKilledCity(t, "", models(t, repo), filepath.Join(repo, "testdata", "dossiers", "water-valid", "equipment-list.pdf"))
	c.begin()
	return c
}

// contract is the current version of the project's contract, nil when there is none.
func (c *killedCity) contract() (v *workflow.Version) {
	c.view(func(r workflow.Reader) error {
		docs, err := r.Documents(c.project)
		if i := slices.IndexFunc(docs, func(d workflow.Document) bool { return d.Slug == "contract" }); i >= 0 {
			v = docs[i].Current()
		}
		return err
	})
	return v
}

// dueNow makes the job that is to read a file due, rather than wait for it.
func (c *killedCity) dueNow() {
	c.t.Helper()
	var list []jobs.Job
	if err := json.Unmarshal([]byte(c.must("", "jobs", "list", "--json")), &list); err != nil {
		c.t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(j jobs.Job) bool { return j.Kind == workflow.JobInspect })
	if i < 0 || list[i].State != jobs.Planned {
		c.t.Fatalf("jobs = %+v", list)
	}
	c.must("", "jobs", "retry", fmt.Sprint(list[i].ID))
}

// A process that took an upload dies before it has read the file, and nobody uploads again:
// the job of the version is what survives.
func TestJobSurvivesItsProcess(t *testing.T) {
	c := sqliteCity(t)
	uploaded := &moment{"once it is named", func(ctx context.Context) { watch(ctx, func() bool { return c.contract() != nil }) }}
	if out := c.run(uploaded, c.filer, "project", "upload", c.project, c.pdf, "contract"); !out.killed {
		t.Fatalf("it was not killed: %+v", out)
	}
	if v := c.contract(); v.Facts != "" {
		t.Skip("this machine reads faster than it is killed")
	}
	c.dueNow()
	c.must("", "work", "--drain")
	if v := c.contract(); v.Facts == "" {
		t.Errorf("not read: %+v", v)
	}
	c.must("", "fsck")
}

// A worker dies while it reads; the next one on the machine goes on with its job at once.
func TestJobOfADeadWorkerIsTakenUp(t *testing.T) {
	c := sqliteCity(t)
	c.must(c.filer, "project", "upload", c.project, c.pdf, "contract", "--no-inspect")
	reading := &moment{"while it reads", func(ctx context.Context) {
		watch(ctx, func() bool {
			var n int
			err := c.db.Writer().QueryRow(`SELECT count(*) FROM river_job WHERE kind = 'inspect' AND state = 'running'`).Scan(&n)
			return err == nil && n == 1
		})
	}}
	if out := c.run(reading, "", "work", "--drain"); !out.killed {
		t.Fatalf("it was not killed: %+v", out)
	}
	if v := c.contract(); v.Facts != "" {
		t.Skip("this machine reads faster than it is killed")
	}
	c.must("", "work", "--drain")
	if v := c.contract(); v.Facts == "" {
		t.Errorf("not read: %+v", v)
	}
}

// Workers run until they are told to stop, and that is no error.
func TestWorkEndsOnSIGTERM(t *testing.T) {
	c := sqliteCity(t)
	cmd := exec.Command("lianshen", "work")
	cmd.Env, cmd.Dir = c.env, c.data
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.Contains(line, "后台任务开始执行") {
		t.Errorf("%q, %v", line, err)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}
