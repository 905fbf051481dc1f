package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/netip"
	"strings"

	"golang.org/x/sync/errgroup"

	"lianshen/api"
	"lianshen/internal/errs"
)

// serveCmd answers over HTTP, with workers in it.
type serveCmd struct {
	Addr           string   `help:"Where to listen (LIANSHEN_ADDR). Plain HTTP is for loopback only, or behind a proxy of LIANSHEN_TRUSTED_PROXIES." env:"LIANSHEN_ADDR" default:"127.0.0.1:8080"`
	TLSCert        string   `name:"tls-cert" help:"Certificate (LIANSHEN_TLS_CERT)." env:"LIANSHEN_TLS_CERT" type:"path"`
	TLSKey         string   `name:"tls-key" help:"Its key (LIANSHEN_TLS_KEY)." env:"LIANSHEN_TLS_KEY" type:"path"`
	Demo           bool     `help:"Fill an empty store with people, projects in every step and documents, and print accounts to sign in with. Refused on a store with other data and on a public address."`
	TrustedProxies []string `name:"trusted-proxies" help:"Networks of proxies that encrypt before us, as 10.0.0.0/8,192.0.2.7 (LIANSHEN_TRUSTED_PROXIES): from these alone X-Forwarded-For and X-Forwarded-Proto are believed, which they must set; Host they must pass on." env:"LIANSHEN_TRUSTED_PROXIES" placeholder:"CIDR,…"`
	outsideFlags
	NoMigrate bool `help:"Refuse to start on an older schema instead of bringing it up to date; lianshen migrate up does that."`
	Workers   int  `help:"Documents that are read at a time (default: one a core; -1: none, lianshen work does it)."`
}

// Help says what is set in the environment alone.
func (*serveCmd) Help() string {
	return "LIANSHEN_CLAMD=unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310 has ClamAV scan uploads for malware before they are opened or given out; " +
		"lianshen version says whether it answers."
}

// Run says where it listens, on a line of its own, and answers until it is told to stop
// (SIGTERM, Ctrl-C), which is no error.
func (c *serveCmd) Run(ctx context.Context, p *program) error {
	proxies, err := c.proxies()
	if err != nil {
		return err
	}
	if _, err := c.provider(); err != nil { // before anything is opened
		return err
	}
	config, err := c.tls(len(proxies) > 0)
	if err != nil {
		return err
	}
	open := withDesk
	if c.NoMigrate {
		open = withDeskAsItIs
	}
	return open(ctx, p, func(d *desk) error {
		if c.Demo {
			addr := c.Addr
			if len(proxies) > 0 {
				addr = proxies[0].String() // whom a proxy lets in is not this machine alone
			}
			if err := demo(ctx, d, addr); err != nil {
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
		return c.answer(ctx, d, listener, api.Config{Proxies: proxies, TLS: config != nil}, at)
	})
}

// tls reads the certificate, and refuses to show passwords to a network.
func (c *serveCmd) tls(proxied bool) (*tls.Config, error) {
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
	if ip := net.ParseIP(host); err == nil && (proxied || host == "localhost" || ip != nil && ip.IsLoopback()) {
		return nil, nil //nolint:nilnil // plain HTTP within the machine, or from a proxy
	}
	return nil, errs.New(errs.Usage, "serve.plain",
		errs.Text{ZH: "在 " + c.Addr + " 上不得使用明文HTTP", EN: "plain HTTP is refused on " + c.Addr},
		errs.Text{ZH: "请设置 LIANSHEN_TLS_CERT 与 LIANSHEN_TLS_KEY，或只监听本机地址并由反向代理加密；代理在其他机器上的，请以 LIANSHEN_TRUSTED_PROXIES 指明其地址", EN: "set LIANSHEN_TLS_CERT and LIANSHEN_TLS_KEY, or listen on loopback behind a proxy that encrypts; name one on another machine in LIANSHEN_TRUSTED_PROXIES"})
}

// proxies reads the networks; a single address is one of its own.
func (c *serveCmd) proxies() ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, text := range c.TrustedProxies {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		prefix, err := netip.ParsePrefix(text)
		if a, single := netip.ParseAddr(text); single == nil {
			prefix, err = netip.PrefixFrom(a, a.BitLen()), nil
		}
		if err != nil || prefix.Bits() == 0 {
			return nil, errs.New(errs.Usage, "serve.proxies",
				errs.Text{ZH: "可信代理的网段有误：" + text, EN: "this is no network of proxies to trust: " + text},
				errs.Text{ZH: "请写成 10.0.0.0/8 或 192.0.2.7，多个以逗号分隔；不得为全部地址", EN: "write 10.0.0.0/8 or 192.0.2.7, several with commas; not all addresses"}).Wrap(err)
		}
		out = append(out, prefix.Masked())
	}
	return out, nil
}

// answer runs server and workers side by side; either's end is the other's.
func (c *serveCmd) answer(ctx context.Context, d *desk, listener net.Listener, config api.Config, at string) error {
	group, ctx := errgroup.WithContext(ctx)
	h, err := newHouse(ctx, d, c.Workers >= 0)
	if err != nil {
		return err
	}
	defer h.close()
	provider, err := c.provider()
	if err != nil {
		return err
	}
	portal, err := h.portal(provider)
	if err != nil {
		return err
	}
	server := h.server(config, portal)
	group.Go(func() error { return server.Serve(ctx, listener) })
	if c.Workers >= 0 {
		w, stop := workers(d, c.Workers)
		defer stop()
		group.Go(func() error { return d.queue.Work(ctx, w) })
	}
	d.p.logger().Info("malware scanner", "at", d.p.config.Scanner.String())
	fmt.Fprintln(d.p.stdout, at)
	return group.Wait()
}
