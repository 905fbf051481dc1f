package main

import (
	"context"
	"io"
	"log/slog"
	"path/filepath"

	"lianshen/api"
	"lianshen/api/access"
	"lianshen/api/live"
	"lianshen/api/outside"
	"lianshen/api/pack"
	"lianshen/api/web"
	"lianshen/checker/cell"
	"lianshen/internal/clock"
	"lianshen/policies/authz"
	"lianshen/workflow"
	"lianshen/workflow/account"
	"lianshen/workflow/equipmentlist"
	equipmentxlsx "lianshen/workflow/equipmentlist/xlsx"
	"lianshen/workflow/once"
	"lianshen/workflow/partial"
	"lianshen/workflow/photosheet"
)

// house is all that a server rests on besides the desk: the cells that it asks, what it knows of
// who asks, and what it tells of. It is made by newHouse, and let go by close.
type house struct {
	desk     *desk
	accounts *account.Service
	gate     *access.Gate
	judge    *judge
	hub      *live.Hub
	packer   *pack.Packer
	pictures *pictures
	licences *licences
	sheets   *cells
	// prompt reads what is uploaded at once; nil leaves that to workers elsewhere.
	prompt  *prompt
	uploads *partial.Folder
	closers []func()
}

// newHouse opens it. Its prompt ends with ctx.
func newHouse(ctx context.Context, d *desk, reads bool) (*house, error) {
	h := &house{desk: d, judge: newJudge(d, "server")}
	var err error
	if h.accounts, err = account.New(d.store.Accounts(), clock.System{}); err != nil {
		return nil, err
	}
	policy, err := authz.New(ctx)
	if err != nil {
		return nil, err
	}
	h.gate = access.New(policy, h.accounts, d.service)
	h.packer = &pack.Packer{Workflow: d.service, Clock: clock.System{}, Report: h.judge.last, Open: d.guard.Open, Log: d.p.logger()}
	if h.uploads, err = partial.Open(filepath.Join(d.p.config.Data, "uploads"), clock.System{}); err != nil {
		return nil, err
	}
	h.closers = append(h.closers, func() { _ = h.uploads.Close() }) // nothing is written by it
	h.openCells()
	h.hub = live.New(live.Config{Look: lookStored(d)})
	stop := context.AfterFunc(ctx, h.hub.Close) // or the server would wait for those who watch
	h.closers = append(h.closers, h.hub.Close, func() { stop() })
	if !reads {
		return h, nil
	}
	if h.prompt, err = newPrompt(ctx, d, h.judge, h.hub); err != nil {
		h.close()
		return nil, err
	}
	h.closers = append(h.closers, h.prompt.close)
	return h, nil
}

// openCells names the children that open what strangers sent; they start when they are first
// asked for.
func (h *house) openCells() {
	d := h.desk
	one := func() *cells { return &cells{config: d.p.config, size: 1, log: d.p.logger()} }
	h.pictures = &pictures{
		desk: d, cells: one(),
		kept: newPageCache(filepath.Join(d.p.config.Data, "caches", "pages"), pageCacheLimit, d.p.logger()),
	}
	h.licences = &licences{desk: d, cells: one()}
	h.sheets = &cells{log: d.p.logger(), start: func(log *slog.Logger) (*cell.Pool, error) { return newSheetPool(log, maxPhotoBytes) }}
	h.closers = append(h.closers, h.pictures.cells.close, h.licences.cells.close, h.sheets.close)
}

// close lets go of everything, the latest first.
func (h *house) close() {
	for i := len(h.closers) - 1; i >= 0; i-- {
		h.closers[i]()
	}
}

// read has versions read at once; nil where this process reads none.
func (h *house) read() func(...workflow.InspectArgs) {
	if h.prompt == nil {
		return nil
	}
	return h.prompt.read
}

// toSubmit judges a project as it is, for an application.
func (h *house) toSubmit(ctx context.Context, project string) (*workflow.Judgement, error) {
	made, err := h.judge.judge(ctx, project)
	if err != nil {
		return nil, err
	}
	return h.judge.toSubmit(ctx, project, made)
}

// portal is what browsers are shown; provider lets people in besides, nil is none.
func (h *house) portal(provider *outside.Provider) (*web.Portal, error) {
	d := h.desk
	return web.New(web.Config{
		Gate: h.gate, Workflow: d.service, Accounts: h.accounts, Clock: clock.System{}, Log: d.p.logger(), Outside: provider,
		Judge: h.toSubmit, Report: h.judge.last, Matched: h.judge.matched, Said: h.judge.said, Rules: h.judge.rules,
		Notice: h.judge.writeNotice, Read: h.read(), Live: h.hub, MaxPages: maxDocumentPages, Contract: api.OpenAPI(),
		Open: d.guard.Open, Picture: h.pictures.page, Licence: h.licences.read, Packer: h.packer,
		WriteEquipment: equipmentxlsx.Write,
		ReadEquipment: func(ctx context.Context, book io.Reader) (*equipmentlist.Imported, error) {
			if err := scanSent(ctx, d.p.config.Scanner, book); err != nil {
				return nil, err
			}
			return equipmentFrom(ctx, h.sheets.open, book)
		},
		Assemble: func(ctx context.Context, w io.Writer, s *photosheet.Sheet, pictures []io.Reader) error {
			for i, picture := range pictures {
				if err := scanSent(ctx, d.p.config.Scanner, picture); err != nil {
					return &photosheet.PictureError{Index: i, Err: err}
				}
			}
			return assemble(ctx, h.sheets.open, w, s, pictures)
		},
	})
}

// server answers the API and the portal.
func (h *house) server(config api.Config, portal *web.Portal) *api.Server {
	d := h.desk
	config.Gate, config.Workflow, config.Accounts, config.Log, config.Portal = h.gate, d.service, h.accounts, d.p.logger(), portal
	config.Judge, config.Report, config.Notice = h.toSubmit, h.judge.last, h.judge.writeNotice
	config.Read, config.Live, config.Packer, config.Uploads = h.read(), h.hub, h.packer, h.uploads
	config.Once = once.New(d.store.Once(), clock.System{})
	config.Ready = func(ctx context.Context) error {
		return d.store.View(ctx, func(r workflow.Reader) error { _, err := r.Head(); return err })
	}
	return api.New(config)
}
