package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"path/filepath"

	"golang.org/x/sync/errgroup"

	"lianshen/api"
	"lianshen/api/access"
	"lianshen/api/live"
	"lianshen/api/pack"
	"lianshen/api/web"
	"lianshen/internal/clock"
	"lianshen/internal/errs"
	"lianshen/policies/authz"
	"lianshen/workflow"
	"lianshen/workflow/account"
	"lianshen/workflow/equipmentlist"
	equipmentxlsx "lianshen/workflow/equipmentlist/xlsx"
)

// serveCmd answers over HTTP, with workers in it.
type serveCmd struct {
	Addr    string `help:"Where to listen (LIANSHEN_ADDR). Plain HTTP is for loopback only." env:"LIANSHEN_ADDR" default:"127.0.0.1:8080"`
	TLSCert string `name:"tls-cert" help:"Certificate (LIANSHEN_TLS_CERT)." env:"LIANSHEN_TLS_CERT" type:"path"`
	TLSKey  string `name:"tls-key" help:"Its key (LIANSHEN_TLS_KEY)." env:"LIANSHEN_TLS_KEY" type:"path"`
	Demo    bool   `help:"Fill an empty store with people, projects in every step and documents, and print accounts to sign in with. Refused on a store with other data and on a public address."`
	Workers int    `help:"Documents that are read at a time (default: one a core; -1: none, lianshen work does it)."`
}

// Run says where it listens, on a line of its own, and answers until it is told to stop
// (SIGTERM, Ctrl-C), which is no error.
func (c *serveCmd) Run(ctx context.Context, p *program) error {
	config, err := c.tls()
	if err != nil {
		return err
	}
	return withDesk(ctx, p, func(d *desk) error {
		if c.Demo {
			if err := demo(ctx, d, c.Addr); err != nil {
				return err
			}
		}
		listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Addr)
		if err != nil {
			return errs.New(errs.Unavailable, "serve.address",
				errs.Text{ZH: "无法监听 " + c.Addr, EN: "cannot listen on " + c.Addr},
				errs.Text{ZH: "该地址可能已被占用，请以 LIANSHEN_ADDR 另选", EN: "it may be in use; choose another with LIANSHEN_ADDR"}).Wrap(err)
		}
		at := "http://" + listener.Addr().String()
		if config != nil {
			listener, at = tls.NewListener(listener, config), "https://"+listener.Addr().String()
		}
		return c.answer(ctx, d, listener, at)
	})
}

// tls reads the certificate, and refuses to show passwords to a network.
func (c *serveCmd) tls() (*tls.Config, error) {
	if c.TLSCert != "" || c.TLSKey != "" {
		pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
		if err != nil {
			return nil, errs.New(errs.Usage, "serve.certificate",
				errs.Text{ZH: "无法读取证书或密钥：" + err.Error(), EN: "cannot read certificate or key: " + err.Error()},
				errs.Text{ZH: "请核对 LIANSHEN_TLS_CERT 与 LIANSHEN_TLS_KEY", EN: "check LIANSHEN_TLS_CERT and LIANSHEN_TLS_KEY"}).Wrap(err)
		}
		return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, nil
	}
	host, _, err := net.SplitHostPort(c.Addr)
	if ip := net.ParseIP(host); err == nil && (host == "localhost" || ip != nil && ip.IsLoopback()) {
		return nil, nil //nolint:nilnil // plain HTTP within the machine
	}
	return nil, errs.New(errs.Usage, "serve.plain",
		errs.Text{ZH: "在 " + c.Addr + " 上不得使用明文HTTP", EN: "plain HTTP is refused on " + c.Addr},
		errs.Text{ZH: "请设置 LIANSHEN_TLS_CERT 与 LIANSHEN_TLS_KEY，或只监听本机地址并由反向代理加密", EN: "set LIANSHEN_TLS_CERT and LIANSHEN_TLS_KEY, or listen on loopback behind a proxy that encrypts"})
}

// answer runs server and workers side by side; either's end is the other's.
func (c *serveCmd) answer(ctx context.Context, d *desk, listener net.Listener, at string) error {
	accounts, err := account.New(d.store.Accounts(), clock.System{})
	if err != nil {
		return err
	}
	policy, err := authz.New(ctx)
	if err != nil {
		return err
	}
	gate := access.New(policy, accounts, d.service)
	j := newJudge(d, "server")
	judge := func(ctx context.Context, project string) (*workflow.Judgement, error) {
		made, err := j.judge(ctx, project)
		if err != nil {
			return nil, err
		}
		return j.toSubmit(ctx, project, made)
	}
	pictures := &pictures{
		desk: d, cells: &cells{config: d.p.config, size: 1, log: d.p.logger()},
		kept: newPageCache(filepath.Join(d.p.config.Data, "caches", "pages"), pageCacheLimit, d.p.logger()),
	}
	defer pictures.cells.close()
	hub := live.New(live.Config{Look: lookStored(d)})
	defer hub.Close()
	group, ctx := errgroup.WithContext(ctx)
	stop := context.AfterFunc(ctx, hub.Close) // or the server would wait for those who watch
	defer stop()
	var read func(...workflow.InspectArgs)
	if c.Workers >= 0 {
		prompt, err := newPrompt(ctx, d, j, hub)
		if err != nil {
			return err
		}
		defer prompt.close()
		read = prompt.read
	}
	sheets := &cells{log: d.p.logger(), start: newSheetPool}
	defer sheets.close()
	packer := &pack.Packer{Workflow: d.service, Clock: clock.System{}, Report: j.last, Open: d.files.Open, Log: d.p.logger()}
	portal, err := web.New(web.Config{
		Gate: gate, Workflow: d.service, Accounts: accounts, Clock: clock.System{}, Log: d.p.logger(),
		Judge: judge, Report: j.last, Facts: j.facts, Open: d.files.Open, Picture: pictures.page,
		Matched: j.matched, Said: j.said, Rules: j.rules, Read: read, Live: hub, MaxPages: maxDocumentPages,
		Notice: j.writeNotice, Packer: packer, WriteEquipment: equipmentxlsx.Write,
		ReadEquipment: func(ctx context.Context, book io.Reader) (*equipmentlist.Imported, error) {
			return equipmentFrom(ctx, sheets.open, book)
		},
	})
	if err != nil {
		return err
	}
	server := api.New(api.Config{
		Gate: gate, Workflow: d.service, Accounts: accounts, Log: d.p.logger(), Portal: portal,
		Judge: judge, Report: j.last, Read: read, Live: hub, Notice: j.writeNotice, Packer: packer,
		Ready: func(ctx context.Context) error {
			return d.store.View(ctx, func(r workflow.Reader) error { _, err := r.Head(); return err })
		},
	})
	group.Go(func() error { return server.Serve(ctx, listener) })
	if c.Workers >= 0 {
		w, stop := workers(d, c.Workers)
		defer stop()
		group.Go(func() error { return d.queue.Work(ctx, w) })
	}
	fmt.Fprintln(d.p.stdout, at)
	return group.Wait()
}
