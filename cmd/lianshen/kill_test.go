package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"lianshen/internal/dev/pgtest"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/audit"
	"lianshen/workflow/blob"
	"lianshen/workflow/store"
)

// kills is how many processes are killed on each database; make soak asks for more.
var kills = flag.Int("kills", 0, "processes that TestKill kills on each database (default: 20 on SQLite, 8 on PostgreSQL)")

// The program is killed, by kill -9, at random instants and just after writes that can be
// seen from outside, on the way from the upload to the decision, and then simply asked again.
// Nothing is lost and nothing is there twice.
func TestKill(t *testing.T) {
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	engines := models(t, repo)
	for _, tt := range []struct {
		name  string
		url   func(testing.TB) string
		kills int
	}{
		{"sqlite", func(testing.TB) string { return "" }, 20},
		{"postgres", pgtest.URL, 8},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := tt.kills
			if *kills > 0 {
				want = *kills
			}
			city := newKilledCity(t, tt.url(t), engines, filepath.Join(repo, "testdata", "dossiers", "water-valid", "equipment-list.pdf"))
			for city.killed < want {
				city.path()
			}
			city.verify()
			t.Logf("%d processes killed, of %d: %s", city.killed, city.runs, city.moments)
		})
	}
}

// killedCity is a city whose program dies again and again.
type killedCity struct {
	t      *testing.T
	data   string
	env    []string
	db     *store.Store // the test's own eyes
	files  *blob.Store
	notice *notice.Notice
	rnd    *rand.Rand

	admin, filer, handler, leader, company string
	pdf                                    string // a real one

	project string
	// sent are the digests that were uploaded into each slot, by project/slug, in order.
	sent map[string][]string
	// acted counts the acts that were asked for, each to happen once.
	acted map[string]int
	// chain are hashes of events that were seen, by number: they stay.
	chain map[int64]string

	runs, killed int
	moments      tally
	took         map[string]time.Duration // by command, of the last run that was left alone
}

// tally counts kills by what they waited for.
type tally map[string]int

func (m tally) String() string {
	var out []string
	for name, n := range m {
		out = append(out, fmt.Sprintf("%s %d", name, n))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func newKilledCity(t *testing.T, url, engines, pdf string) *killedCity {
	t.Helper()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	c := &killedCity{
		t: t, data: t.TempDir(), pdf: pdf, rnd: rand.New(rand.NewPCG(seed, 1)),
		sent: map[string][]string{}, acted: map[string]int{}, chain: map[int64]string{}, moments: tally{}, took: map[string]time.Duration{},
	}
	c.env = append(os.Environ(), "LIANSHEN_DATA="+c.data, "LIANSHEN_MODELS="+engines, "DATABASE_URL="+url)
	var err error
	if c.notice, err = notice.Default(); err != nil {
		t.Fatal(err)
	}
	c.admin = c.id("", "user", "first", "管理员")
	if c.db, err = store.Open(t.Context(), url, c.data); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.db.Close() })
	if c.files, err = blob.OpenFolder(t.Context(), filepath.Join(c.data, "blobs")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.files.Close() })
	c.company = c.id(c.admin, "project", "enterprise", "东莞一厂", "--town", "南城街道")
	branch := "东莞市生态环境局南城分局"
	c.filer = c.person("厂方", "--role", "enterprise", "--enterprise", c.company)
	c.handler = c.person("经办甲", "--role", "handler", "--post", "A", "--branch", branch)
	c.leader = c.person("分局领导", "--role", "leader", "--branch", branch)
	c.write("report.json", `{"schema":"lianshen.report/1","verdict":"clean","policy_revision":"sha256:rules","findings":[]}`)
	c.write("facts.json", `{}`)
	c.must("", "inspect", pdf, "--json") // fills the cache of compiled code
	return c
}

func (c *killedCity) write(name, text string) string {
	c.t.Helper()
	path := filepath.Join(c.data, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		c.t.Fatal(err)
	}
	return path
}

func (c *killedCity) person(name string, grant ...string) string {
	c.t.Helper()
	id := c.id(c.admin, "user", "add", name)
	c.must(c.admin, append([]string{"user", "grant", id}, grant...)...)
	return id
}

// must runs a command that nobody kills.
func (c *killedCity) must(as string, args ...string) string {
	c.t.Helper()
	out := c.run(nil, as, args...)
	if out.code != 0 {
		c.t.Fatalf("%v: exit %d\n%s", args, out.code, out.stderr)
	}
	return out.stdout
}

// id is the first line of what a command prints.
func (c *killedCity) id(as string, args ...string) string {
	c.t.Helper()
	line, _, _ := strings.Cut(c.must(as, args...), "\n")
	return line
}

// fate is what became of a process.
type fate struct {
	stdout, stderr string
	code           int
	killed         bool
}

// moment returns when a process is to be killed, or when its context ends, which is when the
// process has ended.
type moment struct {
	name string
	wait func(context.Context)
}

func (c *killedCity) run(at *moment, as string, args ...string) fate {
	c.t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.Command("lianshen", args...)
	cmd.Env, cmd.Dir = append(slices.Clone(c.env), "LIANSHEN_AS="+as), c.data
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = time.Minute // a child of a killed process holds the pipes until it has noticed
	start := time.Now()
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	ctx, ended := context.WithCancel(c.t.Context())
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		if at != nil {
			at.wait(ctx)
			_ = cmd.Process.Kill() // of one that has ended already it is no kill
		}
	}()
	err := cmd.Wait()
	ended()
	<-watched
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		c.t.Fatalf("%v: %v", args, err)
	}
	c.runs++
	status := cmd.ProcessState.Sys().(syscall.WaitStatus)
	out := fate{stdout.String(), stderr.String(), status.ExitStatus(), status.Signaled()}
	if out.killed {
		c.killed++
		c.moments[at.name]++
	} else {
		c.took[command(args)] = time.Since(start)
	}
	return out
}

// command is the name of what is run.
func command(args []string) string { return strings.Join(args[:min(2, len(args))], " ") }

// draw is a moment at which to kill a command.
func (c *killedCity) draw(args []string) *moment {
	switch c.rnd.IntN(3) {
	case 0:
		took := c.took[command(args)]
		if took == 0 {
			took = 100 * time.Millisecond
		}
		d := time.Duration(c.rnd.Int64N(int64(took)))
		return &moment{"at random", func(ctx context.Context) {
			select {
			case <-ctx.Done():
			case <-time.After(d):
			}
		}}
	case 1:
		before := c.head().Seq
		return &moment{"after an event", func(ctx context.Context) { watch(ctx, func() bool { return c.head().Seq > before }) }}
	default:
		before := c.written()
		return &moment{"after a write", func(ctx context.Context) { watch(ctx, func() bool { return c.written() != before }) }}
	}
}

// watch looks again and again until it has seen something.
func watch(ctx context.Context, seen func() bool) {
	for !seen() {
		select {
		case <-ctx.Done():
			return
		case <-time.After(200 * time.Microsecond):
		}
	}
}

func (c *killedCity) head() (h audit.Head) {
	c.view(func(r workflow.Reader) (err error) {
		h, err = r.Head()
		return err
	})
	return h
}

func (c *killedCity) view(do func(workflow.Reader) error) {
	if err := c.db.View(context.Background(), do); err != nil {
		c.t.Error(err)
	}
}

// written tells what can be seen of files that are being written: the log of SQLite, and what
// comes in.
func (c *killedCity) written() string {
	var size int64
	if info, err := os.Stat(filepath.Join(c.data, "lianshen.db-wal")); err == nil {
		size = info.Size()
	}
	coming, _ := os.ReadDir(filepath.Join(c.data, "blobs", "incoming"))
	return fmt.Sprint(size, len(coming))
}

// step asks for something until it is done. The first times the process may be killed. What
// was acknowledged is done; what was refused although it is not done is a fault.
func (c *killedCity) step(as string, done func(workflow.Reader) (bool, error), args ...string) {
	c.t.Helper()
	isDone := func() (ok bool) {
		c.view(func(r workflow.Reader) (err error) {
			ok, err = done(r)
			return err
		})
		return ok
	}
	for attempt := 0; attempt == 0 || !isDone(); attempt++ {
		if attempt > 20 || c.t.Failed() {
			c.t.Fatalf("%v: not done after %d attempts", args, attempt)
		}
		var at *moment
		if attempt < 2 {
			at = c.draw(args)
		}
		out := c.run(at, as, args...)
		if out.killed {
			continue
		}
		if !isDone() {
			c.t.Fatalf("%v: exit %d, and not done\n%s%s", args, out.code, out.stdout, out.stderr)
		}
	}
	c.remember()
}

// remember notes the end of the chain, which must stay.
func (c *killedCity) remember() {
	if h := c.head(); h.Seq > 0 {
		c.chain[h.Seq] = h.Hash
	}
}

// path takes one project from its uploads to the approval, and another to the end of its
// period.
func (c *killedCity) path() {
	c.begin()
	c.upload("草图 "+c.project, true, "contract")
	c.upload("定稿 "+c.project, true, "contract")
	c.uploadFile(c.pdf, false, "equipment-list", "construction-plan")
	c.rest()
	app := c.submit()
	c.act(c.handler, app, "handler_review", "claim")
	c.step(c.handler, func(r workflow.Reader) (bool, error) {
		sheet, err := r.Sheet(app, 1)
		return len(sheet) == len(c.notice.Sheet), err
	}, c.examine(app)...)
	c.acted["application.examine"]++
	c.act(c.handler, app, "leader_review", "pass-on")
	c.act(c.leader, app, "approved", "approve")

	c.begin()
	c.rest()
	app = c.submit()
	c.endPeriod(app)
	c.step("", decided(app), "work", "--drain")
	c.acted["application.deem"]++
}

func (c *killedCity) begin() {
	c.t.Helper()
	c.project = c.id(c.admin, "project", "open", c.company, "--kind", "new", "--deadline", "2027-06-30", "--source", "文")
}

// upload sends a file of some megabytes, so that a kill may cut it off.
func (c *killedCity) upload(text string, read bool, slugs ...string) {
	c.t.Helper()
	c.uploadFile(c.write("upload.pdf", text+strings.Repeat("\n充数", 1<<18)), read, slugs...)
}

func (c *killedCity) uploadFile(path string, read bool, slugs ...string) {
	c.t.Helper()
	digest, err := digestOf(path)
	if err != nil {
		c.t.Fatal(err)
	}
	args := append([]string{"project", "upload", c.project, path}, slugs...)
	if !read {
		args = append(args, "--no-inspect")
	}
	for _, slug := range slugs {
		c.sent[c.project+"/"+slug] = append(c.sent[c.project+"/"+slug], digest)
	}
	c.step(c.filer, func(r workflow.Reader) (bool, error) {
		docs, err := r.Documents(c.project)
		here := 0
		for _, d := range docs {
			if v := d.Current(); slices.Contains(slugs, d.Slug) && v.SHA256 == digest && (!read || v.Read()) {
				here++
			}
		}
		return here == len(slugs), err
	}, args...)
}

// rest sends one file for all slots that are empty yet, and has the workers read what waits.
func (c *killedCity) rest() {
	c.t.Helper()
	var slugs []string
	for _, slug := range c.notice.Required("new") {
		if len(c.sent[c.project+"/"+slug]) == 0 {
			slugs = append(slugs, slug)
		}
	}
	c.upload("其余 "+c.project, false, slugs...)
	c.step("", func(r workflow.Reader) (bool, error) {
		docs, err := r.Documents(c.project)
		return !slices.ContainsFunc(docs, func(d workflow.Document) bool { return !d.Current().Read() }), err
	}, "work", "--drain")
}

// submit files the acceptance, then drafts and submits the application.
func (c *killedCity) submit() string {
	c.t.Helper()
	c.step(c.filer, func(r workflow.Reader) (bool, error) {
		_, err := r.Filing(c.project)
		if errors.Is(err, workflow.ErrNotFound) {
			return false, nil
		}
		return err == nil, err
	}, "project", "file", c.project)
	var app string
	c.step(c.filer, func(r workflow.Reader) (_ bool, err error) {
		app, err = r.OpenApplication(c.project)
		return app != "", err
	}, "application", "draft", c.project)
	c.act(c.filer, app, "submitted", "submit", "--report", "report.json", "--facts", "facts.json")
	for _, act := range []string{"project.file-acceptance", "application.draft"} {
		c.acted[act]++
	}
	return app
}

// act makes a move of an application.
func (c *killedCity) act(as, app, state, move string, rest ...string) {
	c.t.Helper()
	c.step(as, func(r workflow.Reader) (bool, error) {
		a, err := r.Application(app)
		return err == nil && a.State == state, err
	}, append([]string{"application", move, app}, rest...)...)
	c.acted["application."+move]++
}

func (c *killedCity) examine(app string) []string {
	args := []string{"application", "examine", app}
	for _, l := range c.notice.Sheet {
		args = append(args, "--line", l.Line+":conforms")
	}
	return args
}

func decided(app string) func(workflow.Reader) (bool, error) {
	return func(r workflow.Reader) (bool, error) {
		_, err := r.Decision(app)
		if errors.Is(err, workflow.ErrNotFound) {
			return false, nil
		}
		return err == nil, err
	}
}

// endPeriod has the period of an application end an hour ago, as if its days had gone by.
func (c *killedCity) endPeriod(app string) {
	c.t.Helper()
	past := time.Now().Add(-time.Hour).UTC().Format("2006-01-02T15:04:05.000000Z")
	if _, err := c.db.Writer().Exec(`UPDATE receipts SET deemed = $1 WHERE application_id = $2`, past, app); err != nil {
		c.t.Fatal(err)
	}
}

// verify holds everything that was asked for against what there is.
func (c *killedCity) verify() {
	c.t.Helper()
	c.must("", "work", "--drain")
	c.must("", "fsck")
	c.must("", "audit", "verify")
	counts, inspected, judged, hashes := map[string]int{}, map[string]int{}, map[string]int{}, map[int64]string{}
	c.view(func(r workflow.Reader) error {
		for e, err := range store.Events(r) {
			if err != nil {
				return err
			}
			hashes[e.Seq] = e.Hash
			switch e.Act {
			case "project.inspected":
				inspected[fmt.Sprint(e.Subject.ID, "/", e.Subject.Version)]++
			case "project.evaluated":
				var made workflow.Evaluation
				if err := json.Unmarshal(e.Data, &made); err != nil {
					return err
				}
				judged[e.Subject.ID+made.Basis+made.PolicyRevision]++
			default:
				counts[e.Act]++
			}
		}
		return nil
	})
	for seq, hash := range c.chain {
		if hashes[seq] != hash {
			c.t.Errorf("event %d was %s, is %s", seq, hash, hashes[seq])
		}
	}
	for act, want := range c.acted {
		if got := counts[act]; got != want {
			c.t.Errorf("%s: %d times, asked for %d", act, got, want)
		}
	}
	if len(judged) == 0 {
		c.t.Error("nothing was judged")
	}
	for basis, n := range judged {
		if n != 1 {
			c.t.Errorf("the same judged %d times: %s", n, basis)
		}
	}
	c.verifyFiles(inspected)
	if out := c.must("", "--lang", "en", "jobs", "list"); strings.Contains(out, "\tdead\t") || strings.Contains(out, "\trunning\t") {
		c.t.Errorf("jobs that died or hang:\n%s", out)
	}
}

// verifyFiles finds every version that was sent, once, with its bytes, and read once.
func (c *killedCity) verifyFiles(inspected map[string]int) {
	c.t.Helper()
	for slot, want := range c.sent {
		project, slug, _ := strings.Cut(slot, "/")
		c.view(func(r workflow.Reader) error {
			docs, err := r.Documents(project)
			var got []string
			for _, d := range docs {
				for _, v := range d.Versions {
					if d.Slug == slug {
						got = append(got, v.SHA256)
						if n := inspected[fmt.Sprint(slot, "/", v.Number)]; n != 1 {
							c.t.Errorf("%s version %d: read %d times", slot, v.Number, n)
						}
					}
				}
			}
			if !slices.Equal(got, want) {
				c.t.Errorf("%s: %v, sent were %v", slot, got, want)
			}
			return err
		})
		for _, digest := range want {
			file, err := c.files.Open(c.t.Context(), digest)
			if err != nil {
				c.t.Error(err)
				continue
			}
			if _, err := io.Copy(io.Discard, file); err != nil { // checked against the digest
				c.t.Error(err)
			}
			file.Close()
		}
	}
}
