package workflow_test

import (
	"fmt"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/workflow"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
	"lianshen/workflow/unitlist"
)

// listed is a row of a list: a good one, with some cells changed.
func listed(number int, cells ...string) unitlist.Row {
	all := map[string]string{
		"name": "东莞市甲纸业（集团）有限公司", "uscc": "91441900MA0000007J", "permit": "91441900MA0000007J001P", "town": "南城街道",
		"unit_class": "重点单位", "kind": "新建", "outlets": "DW001、da001， YS001(水)", "deadline": "2026-12-31", "deadline_source": "东环函〔2026〕1号",
	}
	for i := 0; i < len(cells); i += 2 {
		all[cells[i]] = cells[i+1]
	}
	maps.DeleteFunc(all, func(_, v string) bool { return v == "" })
	return unitlist.Row{Number: number, Cells: all}
}

// outcome is "created/unchanged problems" in short.
func outcome(i *workflow.Import) string {
	var problems []string
	for _, p := range i.Problems {
		problems = append(problems, fmt.Sprintf("%d %s %s", p.Row, p.Column, p.Code))
	}
	return fmt.Sprintf("%d/%d written=%v %v", len(i.Created), len(i.Unchanged), i.Written, problems)
}

func TestImportUnits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		rows := []unitlist.Row{
			listed(2),
			listed(3, "kind", "改建"),
			listed(4, "name", "乙厂", "uscc", "", "town", "虎门镇", "unit_class", "一般", "deadline", "", "deadline_source", "", "outlets", ""),
			listed(5, "name", "东莞一厂", "uscc", "", "outlets", ""),
		}
		before := len(w.events())
		check := func(mode workflow.ImportMode, want string) *workflow.Import {
			t.Helper()
			got := must(w.ImportUnits(t.Context(), w.bureau, rows, mode))(t)
			if outcome(got) != want {
				t.Errorf("import = %s, want %s", outcome(got), want)
			}
			return got
		}
		check(workflow.ImportNothing, "4/0 written=false []")
		if n := len(w.events()); n != before {
			t.Fatalf("a dry run left %d events", n-before)
		}
		done := check(workflow.ImportWhole, "4/0 written=true []")
		// Two enterprises and four projects: the first unit has two, 东莞一厂 was registered.
		if n := len(w.events()); n != before+6 {
			t.Errorf("%d events, want 6", n-before)
		}
		if done.Created[0].Enterprise != done.Created[1].Enterprise || done.Created[3].Enterprise != w.company.ID {
			t.Errorf("enterprises: %+v", done.Created)
		}
		d := must(w.Dossier(t.Context(), done.Created[0].Project))(t)
		if diff := cmp.Diff([]workflow.Outlet{{Code: "DA001", Medium: "gas"}, {Code: "DW001", Medium: "water"}, {Code: "YS001", Medium: "water"}}, d.Enterprise.Outlets); diff != "" {
			t.Error(diff)
		}
		if p := d.Project; p.Kind != "new" || p.UnitClass != "key" || p.Deadline.Date.String() != "2026-12-31" || p.Deadline.Source != "东环函〔2026〕1号" || !p.Deadline.Confirmed {
			t.Errorf("project = %+v", p)
		}
		// Once more: nothing. Also when a project was closed meanwhile.
		check(workflow.ImportWhole, "0/4 written=true []")
		p := must(w.Dossier(t.Context(), done.Created[2].Project))(t).Project
		must(w.Close(t.Context(), w.bureau, seenAt(&p), "单位已关停"))(t)
		check(workflow.ImportGood, "0/4 written=true []")
		if n := len(w.events()); n != before+7 {
			t.Errorf("%d events, want 7", n-before)
		}
	})
}

func TestImportNamesRowsAtFault(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		must(w.ImportUnits(t.Context(), w.bureau, []unitlist.Row{listed(2)}, workflow.ImportWhole))(t)
		before := len(w.events())
		rows := []unitlist.Row{
			listed(2, "name", "", "town", "", "unit_class", "", "kind", ""),
			listed(3, "uscc", "91441900MA000000OJ"),
			listed(4, "town", "天河区"),
			listed(5, "unit_class", "特殊"),
			listed(6, "kind", "扩建"),
			listed(7, "outlets", "DW001,DW001,口子,YS001"),
			listed(8, "deadline_source", ""),
			listed(9, "deadline", ""),
			listed(10, "deadline", "1026-12-31"),
			listed(11, "name", "别的名称"),
			listed(12, "town", "虎门镇", "kind", "改建"),
			listed(13, "deadline", "2027-06-30"),
			listed(14, "name", "甲\x00", "uscc", ""),
			listed(15, "name", "丙厂", "uscc", ""),
			listed(16, "name", "丙厂", "uscc", ""),
			{Number: 17, Cells: listed(17, "name", "").Cells, Problems: []unitlist.Problem{{Row: 17, Column: "name", Code: "units.formula"}}},
		}
		want := []string{
			"2 name units.empty", "2 town units.empty", "2 unit_class units.empty", "2 kind units.empty",
			"3 uscc units.uscc", "4 town units.town", "5 unit_class units.class", "6 kind units.kind",
			"7 outlets units.outlet", "7 outlets units.outlet", "7 outlets units.outlet",
			"8 deadline_source units.source", "9 deadline units.deadline", "10 deadline units.date",
			"11 name units.name", "12 town units.town_differs", "13  units.twice", "14 name input.characters", "16  units.twice", "17 name units.formula",
		}
		got := must(w.ImportUnits(t.Context(), w.bureau, rows, workflow.ImportWhole))(t)
		var codes []string
		for _, p := range got.Problems {
			codes = append(codes, fmt.Sprintf("%d %s %s", p.Row, p.Column, p.Code))
			if p.Code != "units.formula" && (p.Message.ZH == "" || p.Message.EN == "" || p.Remedy.ZH == "" || p.Remedy.EN == "") {
				t.Errorf("%+v has no words", p)
			}
		}
		if diff := cmp.Diff(want, codes); diff != "" {
			t.Error(diff)
		}
		if n := len(w.events()); n != before || got.Written {
			t.Errorf("%d events were written", n-before)
		}
		// An open project of the kind stands in the way of another deadline.
		one := []unitlist.Row{listed(13, "deadline", "2027-06-30"), listed(15, "name", "丙厂", "uscc", "")}
		got = must(w.ImportUnits(t.Context(), w.bureau, one, workflow.ImportGood))(t)
		if outcome(got) != "1/0 written=true [13 kind units.open]" {
			t.Errorf("import = %s", outcome(got))
		}
	})
}

// Each branch imports its own units; others are rows at fault, and a stranger imports nothing.
func TestImportWithinTheBranch(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	rows := []unitlist.Row{listed(2), listed(3, "name", "乙厂", "uscc", "", "town", "虎门镇")}
	for actor, want := range map[*workflow.Actor]string{
		&w.handlerA:   "1/0 written=true [3 town units.branch]",
		&w.enterprise: "0/0 written=true [2 town units.branch 3 town units.branch]",
		{}:            "0/0 written=true [2 town units.branch 3 town units.branch]",
	} {
		got := must(w.ImportUnits(t.Context(), *actor, rows, workflow.ImportGood))(t)
		if outcome(got) != want {
			t.Errorf("%s: %s, want %s", actor.Person, outcome(got), want)
		}
	}
}
