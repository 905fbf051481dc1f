package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"lianshen/checker"
	"lianshen/internal/clock"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/testdata/dossiers"
	"lianshen/workflow"
	"lianshen/workflow/account"
	"lianshen/workflow/calendar"
)

// story is what happened in a demonstration city in the weeks before today. It is told through
// the same services that people use, by a clock of its own.
type story struct {
	desk     *desk
	clock    *clock.Fake
	now      time.Time
	people   *account.Service
	reader   *reader
	judge    *judge
	accounts []demoAccount

	facts map[string]string // digest of what was read, by that of the file

	bureau, handler, leader, gas, water workflow.Actor
}

func newStory(d *desk) (*story, error) {
	now := clock.System{}.Now()
	s := &story{clock: clock.NewFake(now), now: now, facts: map[string]string{}}
	told := *d
	service, err := newServiceAt(d.p, d.store, d.files, s.clock)
	if err != nil {
		return nil, err
	}
	told.service = service
	s.desk, s.judge = &told, newJudge(&told, "demo")
	s.reader = &reader{desk: &told, cells: &cells{config: d.p.config, size: 2, log: d.p.logger()}}
	s.people, err = account.New(d.store.Accounts(), clock.System{})
	return s, err
}

func (s *story) close() { s.reader.close() }

// demoProject is one project with how far it came.
type demoProject struct {
	project *workflow.Project
	app     *workflow.Application
}

// tell lets it all happen, the earliest first.
func (s *story) tell(ctx context.Context) error {
	s.back(46)
	if err := s.found(ctx); err != nil {
		return err
	}
	gas, err := loadDossier("gas-valid")
	if err != nil {
		return err
	}
	water, err := loadDossier("water-faulty-seal")
	if err != nil {
		return err
	}
	return s.projects(ctx, gas, water)
}

// projects are opened, filled, and moved on to where each stands today.
func (s *story) projects(ctx context.Context, gas, water *demoDossier) error {
	factory, err := s.enterprise(ctx, gas, &s.gas, "hengtai", "周敏")
	if err != nil {
		return err
	}
	mill, err := s.enterprise(ctx, water, &s.water, "luyuan", "李建国")
	if err != nil {
		return err
	}
	const networked, deemed, approved, returned, leading, submitted, ready = 0, 1, 2, 3, 4, 5, 6
	all := make([]demoProject, 7)
	for i := range all {
		if all[i].project, err = s.open(ctx, factory, gas, s.gas); err != nil {
			return err
		}
	}
	if err := s.read(ctx, all[0].project.ID); err != nil {
		return err
	}
	for i := range all[1:] {
		if err := s.copyFacts(ctx, all[1+i].project.ID); err != nil {
			return err
		}
	}
	// Documents with faults, which the workers read once the server runs; and a project at its
	// beginning.
	if _, err := s.open(ctx, mill, water, s.water); err != nil {
		return err
	}
	if _, err := s.begin(ctx, mill, water, s.water); err != nil {
		return err
	}
	return s.play(ctx, []scene{
		{29, func() error { return s.submit(ctx, &all[networked]) }},
		{28, func() error { return s.passOn(ctx, &all[networked]) }},
		{27, func() error { return s.approve(ctx, &all[networked]) }},
		{25, func() error { return s.network(ctx, &all[networked]) }},
		{24, func() error { return s.submit(ctx, &all[deemed]) }},
		{9, func() error { return s.submit(ctx, &all[approved]) }},
		{8, func() error { return s.passOn(ctx, &all[approved]) }},
		{8, func() error { return s.submit(ctx, &all[returned]) }},
		{7, func() error { return s.approve(ctx, &all[approved]) }},
		{6, func() error { return s.passOn(ctx, &all[returned]) }},
		{5, func() error { return s.giveBack(ctx, &all[returned]) }},
		{3, func() error { return s.replace(ctx, &all[networked]) }},
		{2, func() error { return s.submit(ctx, &all[leading]) }},
		{1, func() error { return s.passOn(ctx, &all[leading]) }},
		{1, func() error { return s.submit(ctx, &all[submitted]) }},
		{1, func() error { return s.file(ctx, &all[ready]) }},
	})
}

// scene is what happened so many days ago.
type scene struct {
	ago int
	do  func() error
}

// play lets scenes happen in order; what time decides on the way is written down on its day.
func (s *story) play(ctx context.Context, scenes []scene) error {
	slices.SortStableFunc(scenes, func(a, b scene) int { return cmp.Compare(b.ago, a.ago) })
	at := 46
	for _, sc := range scenes {
		for at > sc.ago {
			at--
			s.back(at)
			if _, err := s.desk.service.DecideOverdue(ctx, "demo"); err != nil {
				return err
			}
		}
		s.clock.Advance(20 * time.Minute)
		if err := sc.do(); err != nil {
			return fmt.Errorf("demo, %d days ago: %w", sc.ago, err)
		}
	}
	s.clock.Set(clock.System{}.Now())
	return nil
}

// back sets the clock to nine o'clock so many days ago.
func (s *story) back(days int) {
	day := calendar.DateOf(s.now) - calendar.Date(days)
	s.clock.Set(day.Start().Add(9 * time.Hour))
}

// found registers those who review.
func (s *story) found(ctx context.Context) error {
	admin, err := s.desk.service.FoundAdministrator(ctx, "王局", "demo")
	if err != nil {
		return err
	}
	s.bureau = workflow.Actor{Person: admin.ID, From: "demo"}
	return s.login(ctx, admin.ID, "bureau", errs.Text{ZH: "市局：角色、督办、审计", EN: "the bureau: roles, supervision, audit"})
}

// login gives a demonstration account.
func (s *story) login(ctx context.Context, person, name string, who errs.Text) error {
	s.accounts = append(s.accounts, demoAccount{name, who})
	return s.people.SetLogin(ctx, person, name, demoPassword)
}

// person registers somebody with roles and an account.
func (s *story) person(ctx context.Context, name, login string, who errs.Text, grants ...workflow.Grant) (workflow.Actor, error) {
	p, err := s.desk.service.RegisterPerson(ctx, s.bureau, name)
	if err != nil {
		return workflow.Actor{}, err
	}
	for _, g := range grants {
		g.Person = p.ID
		if _, err := s.desk.service.GrantRole(ctx, s.bureau, g); err != nil {
			return workflow.Actor{}, err
		}
	}
	return workflow.Actor{Person: p.ID, From: "demo"}, s.login(ctx, p.ID, login, who)
}

// enterprise registers one with its contact, and those who review in its branch.
func (s *story) enterprise(ctx context.Context, d *demoDossier, contact *workflow.Actor, login, name string) (*workflow.Enterprise, error) {
	e := d.Enterprise
	made, err := s.desk.service.RegisterEnterprise(ctx, s.bureau, workflow.Enterprise{
		Name: *e.Name, USCC: *e.USCC, Permit: *e.Permit, PermitClass: *e.PermitClass, Industry: *e.Industry, Town: *e.Town,
	})
	if err != nil {
		return nil, err
	}
	if err := s.officers(ctx, made.Branch); err != nil {
		return nil, err
	}
	*contact, err = s.person(ctx, name, login, errs.Text{ZH: "排污单位：" + made.Name, EN: "an enterprise: " + made.Name},
		workflow.Grant{Role: "enterprise", Enterprise: made.ID})
	return made, err
}

// officers of the first branch also stand in at the next, so that few accounts see everything.
func (s *story) officers(ctx context.Context, branch string) (err error) {
	if s.handler.Person != "" {
		for _, g := range []workflow.Grant{{Person: s.handler.Person, Role: "handler", Post: "A"}, {Person: s.leader.Person, Role: "leader"}} {
			g.Branch = branch
			if _, err := s.desk.service.GrantRole(ctx, s.bureau, g); err != nil {
				return err
			}
		}
		return nil
	}
	if s.handler, err = s.person(ctx, "陈经办", "handler", errs.Text{ZH: "经办人A角", EN: "handler, first post"},
		workflow.Grant{Role: "handler", Post: "A", Branch: branch}); err != nil {
		return err
	}
	if _, err = s.person(ctx, "林经办", "second", errs.Text{ZH: "经办人B角", EN: "handler, second post"},
		workflow.Grant{Role: "handler", Post: "B", Branch: branch}); err != nil {
		return err
	}
	s.leader, err = s.person(ctx, "黄分局", "leader", errs.Text{ZH: "分局领导", EN: "branch leader"}, workflow.Grant{Role: "leader", Branch: branch})
	return err
}

// begin opens a project and enters its equipment.
func (s *story) begin(ctx context.Context, e *workflow.Enterprise, d *demoDossier, contact workflow.Actor) (*workflow.Project, error) {
	p, err := s.desk.service.OpenProject(ctx, s.handler, workflow.Project{
		Enterprise: e.ID, Kind: "new", UnitClass: *d.Project.UnitClass,
		Deadline: &workflow.TaskDeadline{Date: calendar.DateOf(s.now) + 33, Source: *d.Project.DeadlineSource},
	})
	if err != nil {
		return nil, err
	}
	return s.desk.service.SetEquipment(ctx, contact, workflow.Ref{ID: p.ID, Version: p.Version}, workflow.EquipmentOf(d.Dossier))
}

// open begins a project and uploads its documents.
func (s *story) open(ctx context.Context, e *workflow.Enterprise, d *demoDossier, contact workflow.Actor) (*workflow.Project, error) {
	p, err := s.begin(ctx, e, d, contact)
	if err != nil {
		return nil, err
	}
	for slug, file := range d.files {
		up := workflow.Upload{Project: p.ID, Slugs: []string{slug}, Name: s.desk.service.Notice().Kind(slug).Name.ZH + ".pdf", File: bytes.NewReader(file)}
		if _, err := s.desk.service.Upload(ctx, contact, up); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// read reads the documents of a project, two at a time, and remembers what was read.
func (s *story) read(ctx context.Context, project string) error {
	d, err := s.desk.service.Dossier(ctx, project)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.desk.p.stderr, errs.Text{ZH: "正在准备演示数据：读取样例材料，约半分钟", EN: "Filling the demonstration: sample documents are read, half a minute or so"}.In(s.desk.p.lang))
	bar := s.desk.p.progress("").of(len(d.Documents))
	defer bar.done()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(2)
	for _, doc := range d.Documents {
		group.Go(func() error {
			defer bar.step()
			_, err := s.reader.read(ctx, "demo", workflow.InspectArgs{Project: project, Slug: doc.Slug, Number: 1}, nil)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if d, err = s.desk.service.Dossier(context.WithoutCancel(ctx), project); err != nil {
		return err
	}
	for _, doc := range d.Documents {
		s.facts[doc.Current().SHA256] = doc.Current().Facts
	}
	return s.judge.evaluate(context.WithoutCancel(ctx), workflow.EvaluateArgs{Project: project})
}

// copyFacts notes for the same files in another project what was read from them.
func (s *story) copyFacts(ctx context.Context, project string) error {
	d, err := s.desk.service.Dossier(ctx, project)
	if err != nil {
		return err
	}
	for _, doc := range d.Documents {
		at := workflow.InspectArgs{Project: project, Slug: doc.Slug, Number: 1}
		if err := s.desk.service.RecordFacts(ctx, "demo", at, workflow.Inspected{Facts: s.facts[doc.Current().SHA256]}); err != nil {
			return err
		}
	}
	return s.judge.evaluate(ctx, workflow.EvaluateArgs{Project: project})
}

// demoDossier is a sample dossier with its files by slug.
type demoDossier struct {
	*checker.Dossier
	files map[string][]byte
}

func loadDossier(name string) (*demoDossier, error) {
	raw, err := dossiers.FS.ReadFile(name + "/dossier.yaml")
	if err != nil {
		return nil, err
	}
	n, err := notice.Default()
	if err != nil {
		return nil, err
	}
	d := &demoDossier{files: map[string][]byte{}}
	if d.Dossier, err = checker.ParseDossier(raw, n.Slugs()); err != nil {
		return nil, err
	}
	for slug, file := range d.Documents {
		if d.files[slug], err = fs.ReadFile(dossiers.FS, path.Join(name, file)); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// remedyOf is what a demonstration return asks for.
func remedyOf(c *workflow.Case) workflow.ReturnItem {
	for _, f := range c.Receipts[len(c.Receipts)-1].Snapshot.Findings {
		return workflow.ReturnItem{Code: f.Code, Document: f.Document, Pages: f.Pages, Remedy: f.Solution.ZH}
	}
	return workflow.ReturnItem{Code: "photo.views", Document: "installation-photos", Pages: []int{2}, Remedy: "请补充采样口近景照片，照片中应能看清标识牌。"}
}
