package store

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"lianshen/workflow"
)

// city is a store with many projects, written in bulk: only what lists and searches read is there.
type city struct {
	s                          *Store
	rand                       *rand.Rand
	enterprises, projects      int
	branches                   []string
	running                    []string
	enterpriseNames, receiptNo []string
}

// bulk writes rows of one table, many a statement.
type bulk struct {
	tx      *sql.Tx
	table   string
	columns int
	args    []any
}

// bulkArgs bounds the parameters of a statement: SQLite looks each up among all.
const bulkArgs = 900

func (b *bulk) row(values ...any) {
	b.columns = len(values)
	b.args = append(b.args, values...)
}

// flush writes the rows since the last time. The order of tables is the caller's.
func (b *bulk) flush(t testing.TB) {
	t.Helper()
	if len(b.args) == 0 {
		return
	}
	for args := range slices.Chunk(b.args, bulkArgs/b.columns*b.columns) {
		var q strings.Builder
		fmt.Fprintf(&q, "INSERT INTO %s VALUES ", b.table)
		for i := range args {
			sep := ","
			switch {
			case i == 0:
				sep = "("
			case i%b.columns == 0:
				sep = "),("
			}
			fmt.Fprintf(&q, "%s$%d", sep, i+1)
		}
		q.WriteString(")")
		if _, err := b.tx.Exec(q.String(), args...); err != nil {
			t.Fatalf("%s: %v", b.table, err)
		}
	}
	b.args = b.args[:0]
}

// nameParts make names that share their characters, as those of a city do.
var nameParts = [3][]string{
	{"绿源", "恒泰", "华兴", "永丰", "东江", "南华", "宏远", "金泰", "新力", "广达", "天虹", "海丰", "德生", "顺和", "万利", "百盛", "松湖", "虎彩", "石龙", "银河"},
	{"纸业", "印染", "电镀", "热电", "食品", "化工", "家具", "皮革", "五金", "电子", "玻璃", "水泥", "涂料", "纺织", "塑胶", "饮料", "啤酒", "陶瓷", "环保", "包装"},
	{"有限公司", "（集团）有限公司", "厂", "科技有限公司", "实业有限公司", "股份有限公司"},
}

const seedEpoch = "2026-11-02T01:00:00Z"

// seeded fills an empty store with n projects of half as many enterprises.
func seeded(t testing.TB, s *Store, n int) *city {
	t.Helper()
	c := &city{s: s, rand: rand.New(rand.NewPCG(7, 7)), projects: n, enterprises: n / 2}
	towns, err := workflow.DefaultTowns()
	if err != nil {
		t.Fatal(err)
	}
	for _, town := range towns {
		c.branches = append(c.branches, town.Branch)
	}
	x, err := s.write.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer x.Rollback()
	c.people(t, x)
	c.enterpriseRows(t, x)
	c.projectRows(t, x)
	if err := x.Commit(); err != nil {
		t.Fatal(err)
	}
	if s.read == s.write {
		if _, err := s.write.Exec("ANALYZE"); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func (c *city) people(t testing.TB, x *sql.Tx) {
	persons, grants := &bulk{tx: x, table: "persons (id, name, registered)"}, &bulk{tx: x, table: "grants (id, person_id, role, post, branch, from_day)"}
	persons.row("p", "张三", seedEpoch)
	persons.flush(t)
	for i, b := range c.branches {
		grants.row(fmt.Sprintf("g%d", i), "p", "handler", "A", b, "2026-01-01")
	}
	grants.flush(t)
}

func (c *city) branch(enterprise int) string { return c.branches[enterprise%len(c.branches)] }

func (c *city) enterpriseRows(t testing.TB, x *sql.Tx) {
	enterprises := &bulk{tx: x, table: "enterprises (id, name, uscc, permit, town, branch)"}
	pairs := &bulk{tx: x, table: "name_grams (gram, enterprise_id)"}
	grants := &bulk{tx: x, table: "grants (id, person_id, role, post, enterprise_id, from_day)"}
	for i := range c.enterprises {
		id := fmt.Sprintf("e%07d", i)
		name := "东莞市" + nameParts[0][i%20] + nameParts[0][i/20%20] + nameParts[1][i/400%20] + fmt.Sprintf("%c%c", '一'+rune(c.rand.IntN(5000)), '一'+rune(c.rand.IntN(5000))) + nameParts[2][i%6]
		c.enterpriseNames = append(c.enterpriseNames, name)
		enterprises.row(id, name, fmt.Sprintf("91441900MA%07dX", i), fmt.Sprintf("91441900MA%07dX001P", i), "441900003", c.branch(i))
		for _, g := range grams(name) {
			pairs.row(g, id)
		}
		grants.row(fmt.Sprintf("h%d", i), "p", "enterprise", "", id, "2026-01-01")
		if i%50 == 49 {
			enterprises.flush(t)
			pairs.flush(t)
			grants.flush(t)
		}
	}
	enterprises.flush(t)
	pairs.flush(t)
	grants.flush(t)
}

// tables are written together, the first before those that refer to it.
type seedTables struct {
	projects, documents, instruments, filings, applications, receipts, steps, returns, desk *bulk
}

func (s *seedTables) flush(t testing.TB) {
	for _, b := range []*bulk{s.projects, s.documents, s.instruments, s.filings, s.applications, s.receipts, s.steps, s.returns, s.desk} {
		b.flush(t)
	}
}

func (c *city) projectRows(t testing.TB, x *sql.Tx) {
	b := func(table string) *bulk { return &bulk{tx: x, table: table} }
	s := &seedTables{
		projects:     b("projects (id, enterprise_id, branch, kind, unit_class, state, deadline, deadline_source, deadline_confirmed, opened, version)"),
		documents:    b("document_versions (project_id, slug, number, sha256, bytes, name, facts, by_person, at)"),
		instruments:  b("instruments (project_id, kind, position, model, serial, mn, details)"),
		filings:      b("filings (id, project_id, number, branch, by_person, at, state)"),
		applications: b("applications (id, project_id, state, round, handler, touched, drafted, version)"),
		receipts: b("receipts (application_id, round, number, received, due, deemed, provisional, calendar, stopped, filing, facts, report, " +
			"policy_revision, verdict, statement)"),
		steps:   b("review_steps (application_id, person_id, step)"),
		returns: b("returns (application_id, round, rectify_by, by_person, at)"),
		desk:    b("desk (application_id, project_id, enterprise_id, branch, state, due)"),
	}
	for i := range c.projects {
		c.project(s, i)
		if i%100 == 99 {
			s.flush(t)
		}
	}
	s.flush(t)
}

// epoch is the instant around which the city's deadlines lie.
var epoch = time.Date(2026, time.November, 2, 1, 0, 0, 0, time.UTC)

func (c *city) project(s *seedTables, i int) {
	e := i % c.enterprises
	id, enterprise := fmt.Sprintf("j%07d", i), fmt.Sprintf("e%07d", e)
	state := []string{"active", "active", "active", "suspended", "closed"}[c.rand.IntN(5)]
	deadline := epoch.AddDate(0, 0, c.rand.IntN(500)-100).Format(time.DateOnly)
	s.projects.row(id, enterprise, c.branch(e), "new", "key", state, deadline, "文", true, instant(epoch), 1)
	for d := range 5 {
		s.documents.row(id, fmt.Sprintf("kind-%d", d), 1, fmt.Sprintf("%064d", i*5+d), 1000, "f.pdf", "", "p", instant(epoch))
	}
	s.instruments.row(id, "instrument", 0, "QP-1000", fmt.Sprintf("QP%08d", i), nil, "{}")
	s.instruments.row(id, "logger", 1, "ZL-9000", nil, fmt.Sprintf("%024X", i), "{}")
	c.application(s, i, id, enterprise, c.branch(e))
}

// application gives most projects one: a third approved, a tenth before the branch.
func (c *city) application(s *seedTables, i int, project, enterprise, branch string) {
	state := []string{"approved", "approved", "approved", "deemed_approved", "draft", "returned", "submitted", "handler_review", "leader_review", ""}[c.rand.IntN(10)]
	if state == "" || (strings.HasSuffix(state, "review") && c.rand.IntN(2) == 0) {
		return
	}
	id, due := fmt.Sprintf("a%07d", i), epoch.Add(time.Duration(c.rand.IntN(14*24*60))*time.Minute)
	round := 1
	if state == "draft" {
		round = 0
	}
	s.applications.row(id, project, state, round, "p", instant(epoch), instant(epoch), 1)
	if round == 0 {
		s.desk.row(id, project, enterprise, branch, state, instant(epoch))
		return
	}
	filing, number := fmt.Sprintf("备〔2026〕%06d号", i), fmt.Sprintf("收〔2026〕%06d号", i)
	s.filings.row(fmt.Sprintf("f%07d", i), project, filing, branch, "p", instant(epoch), "sent")
	var stopped any = instant(epoch)
	switch state {
	case "submitted", "handler_review", "leader_review":
		stopped = nil
		c.running = append(c.running, id)
	case "returned":
		s.steps.row(id, "p", "leader")
		s.returns.row(id, 1, due.Format(time.DateOnly), "p", instant(epoch))
	}
	if !strings.HasSuffix(state, "approved") {
		s.desk.row(id, project, enterprise, branch, state, instant(due))
	}
	c.receiptNo = append(c.receiptNo, number)
	s.receipts.row(id, 1, number, instant(epoch), due.Format(time.DateOnly), instant(due), false, "c", stopped, filing, "x", "x", "x", "clean", "")
}
