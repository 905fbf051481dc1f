package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"lianshen/api/problem"
	"lianshen/workflow"
	"lianshen/workflow/audit"
	"lianshen/workflow/calendar"
)

var bureauRoutes = []route{
	{Method: get, Path: "/supervisions", Op: "supervisionsPage", Do: (*Portal).supervisionsPage},
	{Method: get, Path: "/towns", Op: "townsPage", Do: (*Portal).townsPage},
	{Method: post, Path: "/towns/:id", Op: "routeTown", Do: (*Portal).routeTown},
	{Method: get, Path: "/audit", Op: "auditPage", Do: (*Portal).auditPage},
	{Method: get, Path: "/delegations", Op: "delegationsPage", Do: (*Portal).delegationsPage},
	{Method: post, Path: "/delegations", Op: "delegate", Do: (*Portal).delegate},
	{Method: post, Path: "/delegations/:id/end", Op: "endDelegation", Do: (*Portal).endDelegation},
}

type supervisionsPage struct {
	*Page
	*scope
	pager
	Rows []workflow.DeemedItem
}

// supervisionsPage lists the deemed approvals that the bureau has still to look into.
func (p *Portal) supervisionsPage(v *visit) error {
	page, err := v.bureau(v.t("bureau.supervisions"))
	if err != nil {
		return err
	}
	where, err := v.scope(page.Sight)
	if err != nil {
		return err
	}
	list, err := p.Workflow.Deemed(v.ctx, workflow.DeemedQuery{Branch: where.Branch, Open: true, After: v.query("after")})
	if err != nil {
		return err
	}
	return v.show("supervisions", &supervisionsPage{page, where, v.pager(list.Next), list.Items})
}

type townsPage struct {
	*Page
	Towns    []workflow.Town
	Branches []string
}

// townsPage says which branch is in charge of which town.
func (p *Portal) townsPage(v *visit) error {
	page, err := v.bureau(v.t("bureau.towns"))
	if err != nil {
		return err
	}
	page.Path = "/towns"
	out := &townsPage{Page: page}
	if out.Towns, err = p.Workflow.Towns(v.ctx); err != nil {
		return err
	}
	if out.Branches, err = v.branches(); err != nil {
		return err
	}
	return v.show("towns", out)
}

func (p *Portal) routeTown(v *visit) error {
	if err := p.Workflow.RouteTown(v.ctx, v.actor(), v.param("id"), v.form("branch")); err != nil {
		return v.again(err, p.townsPage)
	}
	return v.see("/towns", "bureau-routed")
}

type delegationsPage struct {
	*Page
	*workflow.Delegations
	Today calendar.Date
}

// delegationsPage has a handler hand over for some days.
func (p *Portal) delegationsPage(v *visit) error {
	page, err := v.page(v.t("bureau.delegations"))
	if err != nil {
		return err
	}
	page.Path = "/delegations"
	d, err := p.Workflow.Delegations(v.ctx, v.who.Session.Person)
	if err != nil {
		return err
	}
	if !officer(page.Sight) {
		return workflow.ErrForbidden
	}
	return v.show("delegations", &delegationsPage{page, d, calendar.DateOf(p.Clock.Now())})
}

func (p *Portal) delegate(v *visit) error {
	if err := p.lend(v); err != nil {
		return v.again(err, p.delegationsPage)
	}
	return v.see("/delegations", "bureau-delegated")
}

func (p *Portal) lend(v *visit) error {
	from, err := v.day("from")
	if err != nil {
		return err
	}
	until, err := v.day("until")
	if err != nil {
		return err
	}
	branch, person, _ := strings.Cut(v.form("person"), "/")
	_, err = p.Workflow.Delegate(v.ctx, v.actor(), workflow.Grant{Person: person, Branch: branch, From: from, Until: &until})
	return err
}

func (p *Portal) endDelegation(v *visit) error {
	if err := p.Workflow.EndDelegation(v.ctx, v.actor(), v.param("id")); err != nil {
		return v.again(err, p.delegationsPage)
	}
	return v.see("/delegations", "bureau-ended")
}

// auditRow is an event in words.
type auditRow struct {
	audit.Event
	Act, Kind, Who, For, Role string
	// Link is where its subject is seen, "" where it has no page.
	Link string
	Data []pair
}

type pair struct{ Key, Value string }

type auditPage struct {
	*Page
	pager
	Subject string
	Rows    []auditRow
}

// auditPage is the trail, the latest first.
func (p *Portal) auditPage(v *visit) error {
	page, err := v.bureau(v.t("bureau.audit"))
	if err != nil {
		return err
	}
	before, err := strconv.ParseInt("0"+v.query("after"), 10, 64)
	if err != nil {
		return problem.ErrNoRoute
	}
	t, err := p.Workflow.Trail(v.ctx, v.who.Session.Person, workflow.TrailQuery{Before: before, Subject: v.query("subject")})
	if err != nil {
		return err
	}
	out := &auditPage{Page: page, Subject: v.query("subject")}
	if t.Next > 0 {
		out.pager = v.pager(strconv.FormatInt(t.Next, 10))
	} else {
		out.pager = v.pager("")
	}
	for _, e := range t.Events {
		out.Rows = append(out.Rows, v.auditRow(e, t.Names))
	}
	return v.show("audit", out)
}

func (v *visit) auditRow(e audit.Event, names map[string]string) auditRow {
	row := auditRow{Event: e, Who: names[e.Actor.Person], For: names[e.Actor.For], Link: subjectLink(e.Subject), Act: e.Act, Kind: e.Subject.Kind}
	n := v.p.Workflow.Notice()
	subject, move, _ := strings.Cut(e.Act, ".")
	if flow := n.Flow(subject); flow != nil {
		row.Kind = flow.Name.In(v.lang)
		if m := flow.Find(move); m != nil {
			row.Act = m.Name.In(v.lang)
		}
	}
	if role := n.Person(e.Actor.Role); role != nil {
		row.Role = role.Name.In(v.lang)
	}
	row.Data = v.inWords(e.Data, names)
	return row
}

// subjectLink is the page of a subject.
func subjectLink(s audit.Subject) string {
	switch s.Kind {
	case "application":
		return "/applications/" + s.ID
	case "project":
		return "/projects/" + s.ID
	case "enterprise":
		return "/enterprises/" + s.ID
	case "town":
		return "/towns"
	}
	return ""
}

// inWords lists what an event holds, one value a line, with the names that people use where there
// is one. Numbers keep their form.
func (v *visit) inWords(raw json.RawMessage, persons map[string]string) []pair {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var data any
	if err := dec.Decode(&data); err != nil {
		return []pair{{"", string(raw)}}
	}
	var out []pair
	v.flatten("", data, persons, &out)
	return out
}

func (v *visit) flatten(at string, data any, persons map[string]string, out *[]pair) {
	switch d := data.(type) {
	case map[string]any:
		for _, key := range sorted(d) {
			v.flatten(join(at, v.fieldName(key)), d[key], persons, out)
		}
	case []any:
		for i, item := range d {
			v.flatten(fmt.Sprintf("%s %d", at, i+1), item, persons, out)
		}
	case nil:
	default:
		text := v.valueName(fmt.Sprint(d))
		if name, ok := persons[text]; ok {
			text = name
		}
		if text != "" {
			*out = append(*out, pair{strings.TrimSpace(at), text})
		}
	}
}

func join(at, key string) string {
	if at == "" {
		return key
	}
	return at + " · " + key
}

func sorted(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// fieldName is a field in words, where it has any.
func (v *visit) fieldName(key string) string {
	if words.has("field." + key) {
		return v.t("field." + key)
	}
	return key
}

// valueName is the name of a document, role, kind of project or line of the sheet that a value stands for.
// An instant is told by the clock of the city; the zero one is nothing.
func (v *visit) valueName(text string) string {
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		if at.IsZero() {
			return ""
		}
		return sayTime(at)
	}
	n := v.p.Workflow.Notice()
	if k := n.Kind(text); k != nil {
		return k.Name.In(v.lang)
	}
	if r := n.Person(text); r != nil {
		return r.Name.In(v.lang)
	}
	for _, l := range n.Sheet {
		if l.Line == text {
			return l.Name.In(v.lang)
		}
	}
	for _, k := range n.Projects {
		if k.Kind == text {
			return k.Name.In(v.lang)
		}
	}
	return text
}
