package workflow

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"lianshen/internal/errs"
	"lianshen/workflow/calendar"
	"lianshen/workflow/unitlist"
)

// ImportMode (导入方式) says what an import of a list writes.
type ImportMode int

// The modes.
const (
	// ImportWhole writes all rows, or none when one of them is at fault.
	ImportWhole ImportMode = iota
	// ImportGood writes the rows that are not at fault.
	ImportGood
	// ImportNothing only checks.
	ImportNothing
)

// Import (导入结果) is what became of a list, row by row.
type Import struct {
	Rows      int           `json:"rows"`
	Created   []ImportedRow `json:"created"`
	Unchanged []ImportedRow `json:"unchanged"` // were imported before
	// Problems by row. A row with one was not written.
	Problems []unitlist.Problem `json:"problems"`
	// Written is false when nothing was to be written, or nothing could be for the problems.
	Written bool `json:"written"`
}

// ImportedRow is a row with what it stands for; the identifiers are empty while it is not
// written.
type ImportedRow struct {
	Row        int    `json:"row"`
	Name       string `json:"name"`
	Enterprise string `json:"enterprise"`
	Project    string `json:"project"`
}

// ImportUnits (导入单位名单) gives tasks to the units of a list: an enterprise that is not registered
// is, and a project is opened. The same list once more changes nothing. Rows are checked
// before any is written; each is written by RegisterEnterprise and OpenProject, with their
// events, so what another person did in between is a problem of that row alone.
func (s *Service) ImportUnits(ctx context.Context, actor Actor, rows []unitlist.Row, mode ImportMode) (*Import, error) {
	l := &list{s: s, actor: actor, now: instant(s.clock.Now()), rows: map[string]int{}, made: map[string]string{}}
	l.out = Import{Rows: len(rows), Created: []ImportedRow{}, Unchanged: []ImportedRow{}, Problems: []unitlist.Problem{}}
	err := s.store.View(ctx, func(r Reader) error {
		var err error
		l.reader = r
		if l.routes, err = r.Routes(); err != nil {
			return err
		}
		for _, row := range rows {
			if err := l.check(row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	l.out.Written = mode != ImportNothing && (mode == ImportGood || len(l.out.Problems) == 0)
	for _, u := range l.units {
		if err := l.write(ctx, u); err != nil {
			return &l.out, err
		}
	}
	slices.SortStableFunc(l.out.Problems, func(a, b unitlist.Problem) int { return a.Row - b.Row })
	return &l.out, nil
}

// unit is a row that may be written.
type unit struct {
	row        int
	key        string // of the enterprise, within the list
	enterprise Enterprise
	project    Project
}

// list is an import under way.
type list struct {
	s      *Service
	actor  Actor
	now    time.Time
	reader Reader
	routes map[string]string
	out    Import
	units  []unit
	rows   map[string]int    // the row of an enterprise and kind of project
	made   map[string]string // identifiers of enterprises by key
}

// check takes a row in, or notes what is wrong with it.
func (l *list) check(row unitlist.Row) error {
	c := &rowCheck{list: l, cells: row.Cells, row: row.Number, problems: row.Problems}
	u := c.unit()
	if len(c.problems) == 0 {
		if err := c.compare(&u); err != nil {
			return err
		}
	}
	l.out.Problems = append(l.out.Problems, c.problems...)
	if len(c.problems) == 0 && !c.unchanged {
		l.units = append(l.units, u)
	}
	return nil
}

// write makes the enterprise, unless there is one, and the project.
func (l *list) write(ctx context.Context, u unit) error {
	done := ImportedRow{Row: u.row, Name: u.enterprise.Name, Enterprise: u.enterprise.ID}
	if !l.out.Written {
		l.out.Created = append(l.out.Created, done)
		return nil
	}
	if done.Enterprise == "" {
		done.Enterprise = l.made[u.key]
	}
	if done.Enterprise == "" {
		e, err := l.s.RegisterEnterprise(ctx, l.actor, u.enterprise)
		if err != nil {
			return l.refused(u.row, err)
		}
		done.Enterprise, l.made[u.key] = e.ID, e.ID
	}
	u.project.Enterprise = done.Enterprise
	p, err := l.s.OpenProject(ctx, l.actor, u.project)
	if err != nil {
		return l.refused(u.row, err)
	}
	done.Project = p.ID
	l.out.Created = append(l.out.Created, done)
	return nil
}

// refused makes what an operation refused a problem of its row; a fault of the program ends
// the import.
func (l *list) refused(row int, err error) error {
	var e *errs.Error
	if !errors.As(err, &e) {
		return err
	}
	l.out.Problems = append(l.out.Problems, unitlist.Problem{Row: row, Code: e.Code, Message: e.Message, Remedy: e.Remedy})
	return nil
}

// rowCheck checks one row and collects all that is wrong with it.
type rowCheck struct {
	*list
	cells     map[string]string
	row       int
	problems  []unitlist.Problem
	unchanged bool
}

func (c *rowCheck) problem(column, code, zh, en, zhRemedy, enRemedy string) {
	c.problems = append(c.problems, unitlist.Problem{
		Row: c.row, Column: column, Code: code, Message: errs.Text{ZH: zh, EN: en}, Remedy: errs.Text{ZH: zhRemedy, EN: enRemedy},
	})
}

// faulty reports whether a column has a problem already: reading it gave none.
func (c *rowCheck) faulty(column string) bool {
	return slices.ContainsFunc(c.problems, func(p unitlist.Problem) bool { return p.Column == column })
}

// needed is a cell that must not be empty.
func (c *rowCheck) needed(column string) string {
	v := c.cells[column]
	if v == "" && !c.faulty(column) {
		c.problem(column, "units.empty", "「"+unitlist.Title(column)+"」为空", unitlist.Title(column)+" is empty", "请填写", "fill it in")
	}
	return v
}

// unit reads all cells.
func (c *rowCheck) unit() unit {
	u := unit{row: c.row}
	e, p := &u.enterprise, &u.project
	e.Name, e.USCC, e.Permit = c.needed(unitlist.Name), c.uscc(), c.cells[unitlist.Permit]
	c.town(e)
	e.Outlets = c.outlets()
	p.UnitClass = c.choice(unitlist.UnitClass, "units.class", unitClasses)
	p.Kind = c.choice(unitlist.Kind, "units.kind", c.s.kinds())
	p.Deadline = c.deadline()
	for column, v := range map[string]*string{unitlist.Name: &e.Name, unitlist.Permit: &e.Permit} {
		c.tidy(column, v)
	}
	if p.Deadline != nil {
		c.tidy(unitlist.Source, &p.Deadline.Source)
	}
	u.key = e.USCC
	if u.key == "" {
		u.key = e.Name + "\n" + e.Town
	}
	return u
}

// tidy applies the rules for what people write.
func (c *rowCheck) tidy(column string, v *string) {
	s, err := optional(unitlist.Title(column), *v, shortText)
	if e := errs.As(err); e != nil {
		c.problem(column, e.Code, e.Message.ZH, e.Message.EN, e.Remedy.ZH, e.Remedy.EN)
	}
	*v = s
}

// codeForm is the alphabet of the 统一社会信用代码. Its check digit is a matter of the rules: real
// codes that fail it exist.
var codeForm = regexp.MustCompile(`^[0-9A-HJ-NP-RTUWXY]{18}$`)

func (c *rowCheck) uscc() string {
	code := strings.ToUpper(c.cells[unitlist.USCC])
	if code != "" && !codeForm.MatchString(code) {
		c.problem(unitlist.USCC, "units.uscc", "「"+code+"」不是18位统一社会信用代码", code+" is no code of 18 characters",
			"请核对营业执照；代码不含字母 I、O、Z、S、V", "check the licence; the letters I, O, Z, S, V do not occur")
	}
	return code
}

func (c *rowCheck) town(e *Enterprise) {
	name := c.needed(unitlist.Town)
	if name == "" {
		return
	}
	t, err := c.s.inCharge(c.routes, name)
	if err != nil {
		c.problem(unitlist.Town, "units.town", "没有镇街「"+name+"」", "there is no town "+name, "请填写镇街全称，如 中堂镇、南城街道", "enter the full name of the town")
		return
	}
	e.Town, e.Branch = t.Code, t.Branch
}

// outletForm is the code of an outlet, with its medium after a colon or in brackets.
var outletForm = regexp.MustCompile(`^([A-Za-z]{1,4}\d{1,4})(?:[:(](水|气|water|gas)\)?)?$`)

func (c *rowCheck) outlets() []Outlet {
	var out []Outlet
	for _, word := range strings.FieldsFunc(c.cells[unitlist.Outlets], separates) {
		o, ok := outletOf(unitlist.Plain(word))
		if !ok {
			c.problem(unitlist.Outlets, "units.outlet", "无法识别排放口「"+word+"」", word+" is no outlet",
				"请填写编号，如 DW001、DA001；其他编号注明介质，如 YS001:水", "enter codes like DW001, DA001; others with their medium, like YS001:water")
			continue
		}
		if slices.ContainsFunc(out, func(other Outlet) bool { return other.Code == o.Code }) {
			c.problem(unitlist.Outlets, "units.outlet", "排放口「"+o.Code+"」重复", "the outlet "+o.Code+" stands twice", "请删去重复的编号", "leave one out")
			continue
		}
		out = append(out, o)
	}
	return out
}

// separates tells what stands between outlets.
func separates(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("、，,；;/|", r) }

// outletOf reads a code; DW is of water, DA of gas (HJ 608).
func outletOf(word string) (Outlet, bool) {
	m := outletForm.FindStringSubmatch(word)
	if m == nil {
		return Outlet{}, false
	}
	o := Outlet{Code: strings.ToUpper(m[1])}
	switch {
	case m[2] == "水" || m[2] == "water":
		o.Medium = "water"
	case m[2] == "气" || m[2] == "gas":
		o.Medium = "gas"
	case strings.HasPrefix(o.Code, "DW"):
		o.Medium = "water"
	case strings.HasPrefix(o.Code, "DA"):
		o.Medium = "gas"
	}
	return o, o.Medium != ""
}

// unitClasses are the words for 单位类别.
var unitClasses = []choice{{"key", "重点"}, {"general", "一般"}}

// choice is a value with the word that people write for it.
type choice struct{ value, word string }

// kinds are the words for 建设类型.
func (s *Service) kinds() []choice {
	var out []choice
	for _, p := range s.notice.Projects {
		out = append(out, choice{p.Kind, p.Name.ZH})
	}
	return out
}

// choice reads a cell that holds one of some words, perhaps as 重点单位 for 重点, or the value
// itself.
func (c *rowCheck) choice(column, code string, choices []choice) string {
	text := c.needed(column)
	if text == "" {
		return ""
	}
	var words []string
	for _, o := range choices {
		if text == o.value || text == o.word || strings.TrimSuffix(strings.TrimSuffix(text, "单位"), "排污") == o.word {
			return o.value
		}
		words = append(words, o.word)
	}
	all := strings.Join(words, "、")
	c.problem(column, code, "「"+text+"」不是"+unitlist.Title(column), text+" is none of "+all, "请填写 "+all+" 之一", "enter one of "+all)
	return ""
}

func (c *rowCheck) deadline() *TaskDeadline {
	day, source := c.cells[unitlist.Deadline], c.cells[unitlist.Source]
	if day == "" {
		if source != "" && !c.faulty(unitlist.Deadline) {
			c.problem(unitlist.Deadline, "units.deadline", "有依据文件而无任务完成期限", "there is a source but no deadline", "请填写期限，或删去依据文件", "enter the deadline, or leave the source out")
		}
		return nil
	}
	d, err := calendar.ParseDate(day)
	if err != nil {
		c.problem(unitlist.Deadline, "units.date", "「"+day+"」不是有效日期", day+" is no date", "请填写如 2026-12-31 的日期", "enter a date like 2026-12-31")
		return nil
	}
	if source == "" && !c.faulty(unitlist.Source) {
		c.problem(unitlist.Source, "units.source", "任务完成期限没有依据文件", "the deadline has no source", "请填写确定期限的文件", "enter the document that set it")
	}
	return &TaskDeadline{Date: d, Source: source, Confirmed: true}
}

// compare holds a row against the list and against what is registered.
func (c *rowCheck) compare(u *unit) error {
	mark := u.key + "\n" + u.project.Kind
	if first := c.rows[mark]; first > 0 {
		c.problem("", "units.twice", fmt.Sprintf("与第%d行为同一单位的同一建设类型", first), fmt.Sprintf("row %d has the same unit and kind of project", first),
			"请只保留一行", "keep one of them")
		return nil
	}
	c.rows[mark] = c.row
	if err := c.mayOpen(u); err != nil {
		return err
	}
	e, err := c.registered(u)
	if err != nil || e == nil {
		return err
	}
	u.enterprise.ID = e.ID
	c.differs(unitlist.Name, "units.name", u.enterprise.Name, e.Name)
	c.differs(unitlist.Town, "units.town_differs", c.s.townName(u.enterprise.Town), c.s.townName(e.Town))
	if len(c.problems) > 0 {
		return nil
	}
	return c.open(u, e)
}

// mayOpen holds the row against the roles of the actor.
func (c *rowCheck) mayOpen(u *unit) error {
	for subject, move := range map[string]string{"enterprise": "register", "project": "open"} {
		may, err := c.s.allowed(c.reader, c.actor, c.now, subject, move, Reach{Branch: u.enterprise.Branch})
		if err != nil {
			return err
		}
		if !may && !c.faulty(unitlist.Town) {
			c.problem(unitlist.Town, "units.branch", "您没有为"+u.enterprise.Branch+"下达任务的角色", "you hold no role to give tasks for "+u.enterprise.Branch,
				"请由该分局或市局导入", "have that branch or the bureau import it")
		}
	}
	return nil
}

// registered finds the enterprise of a row: by its code, without one by name and town.
func (c *rowCheck) registered(u *unit) (*Enterprise, error) {
	if u.enterprise.USCC != "" {
		e, err := c.reader.EnterpriseByUSCC(u.enterprise.USCC)
		if isNotFound(err) {
			return nil, nil //nolint:nilnil // a unit that is new is no error
		}
		return e, err
	}
	named, err := c.reader.EnterprisesNamed(u.enterprise.Name)
	for i := range named {
		if named[i].Town == u.enterprise.Town {
			return &named[i], err
		}
	}
	return nil, err
}

func (c *rowCheck) differs(column, code, listed, registered string) {
	if listed != registered {
		c.problem(column, code, fmt.Sprintf("已登记的单位为「%s」，名单为「%s」", registered, listed), fmt.Sprintf("the registered unit has %s, the list %s", registered, listed),
			"请核对；确有变更的，先变更登记", "check it; what has changed must be changed in the register first")
	}
}

// open holds the row against the projects of the enterprise: one like it was imported before,
// one of the kind that is not finished stands in its way.
func (c *rowCheck) open(u *unit, e *Enterprise) error {
	projects, err := c.reader.ProjectsOf(e.ID)
	if err != nil {
		return err
	}
	for _, p := range projects {
		if p.Kind != u.project.Kind {
			continue
		}
		if p.UnitClass == u.project.UnitClass && sameDeadline(p.Deadline, u.project.Deadline) {
			c.unchanged = true
			c.out.Unchanged = append(c.out.Unchanged, ImportedRow{Row: c.row, Name: e.Name, Enterprise: e.ID, Project: p.ID})
			return nil
		}
		if c.s.notice.Flow("project").Find("close").Begins(p.State) {
			c.problem(unitlist.Kind, "units.open", "该单位已有未办结的同类项目："+p.ID, "the unit has a project of the kind already: "+p.ID,
				"如需变更期限，请用 project deadline", "to change the deadline use project deadline")
			return nil
		}
	}
	return nil
}

func sameDeadline(a, b *TaskDeadline) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Date == b.Date && a.Source == b.Source
}

// allowed reports whether an actor could make a move that reaches so far.
func (s *Service) allowed(r Reader, actor Actor, now time.Time, subject, move string, where Reach) (bool, error) {
	c := &change{s: s, now: now, actor: actor, flow: s.notice.Flow(subject)}
	if c.move = c.flow.Find(move); c.move == nil {
		return false, nil
	}
	grants, err := r.Grants(actor.Person)
	return slices.ContainsFunc(grants, func(g Grant) bool { return c.suffices(&g, where) }), err
}
