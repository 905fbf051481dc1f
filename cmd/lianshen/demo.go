package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"

	"lianshen/internal/errs"
	"lianshen/workflow"
)

// demoPassword is that of every demonstration account. They exist in a store that --demo has
// filled, and nowhere else.
const demoPassword = "qingshan-lvshui-2026" //nolint:gosec // printed at the start, of no use elsewhere

// demoAccount is one of them, as it is printed at the start.
type demoAccount struct {
	Login string    `json:"login"`
	Who   errs.Text `json:"who"`
}

// demoMark is the file that says that a store was filled by --demo.
func demoMark(p *program) string { return filepath.Join(p.config.Data, "demo.json") }

// demo fills an empty store with people, projects in every step and documents, once, and says
// with which accounts to sign in. It is refused on a store with people of its own, and where
// anybody but this machine could reach the server.
func demo(ctx context.Context, d *desk, addr string) error {
	if host, _, err := net.SplitHostPort(addr); err != nil || host != "localhost" && !net.ParseIP(host).IsLoopback() {
		return errs.New(errs.Usage, "demo.public",
			errs.Text{ZH: "演示账号的密码是公开的，不能在 " + addr + " 上使用", EN: "everybody knows the demonstration password: it is refused on " + addr},
			errs.Text{ZH: "请只监听 127.0.0.1", EN: "listen on 127.0.0.1 alone"})
	}
	accounts, err := demoFilled(d)
	if err == nil && accounts == nil {
		accounts, err = demoFill(ctx, d)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(d.p.stdout, errs.Text{ZH: "演示账号（密码均为 " + demoPassword + "）：", EN: "Demonstration accounts (password " + demoPassword + "):"}.In(d.p.lang))
	for _, a := range accounts {
		fmt.Fprintf(d.p.stdout, "  %-10s %s\n", a.Login, a.Who.In(d.p.lang))
	}
	return nil
}

// demoFilled are the accounts of a store that was filled before; nil of an empty one.
func demoFilled(d *desk) ([]demoAccount, error) {
	raw, err := os.ReadFile(demoMark(d.p))
	if err == nil {
		var accounts []demoAccount
		return accounts, json.Unmarshal(raw, &accounts)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	people := 0
	err = d.store.View(context.Background(), func(r workflow.Reader) (err error) {
		people, err = r.CountPersons()
		return err
	})
	if err == nil && people > 0 {
		return nil, errs.New(errs.Conflict, "demo.not_empty",
			errs.Text{ZH: "数据目录 " + d.p.config.Data + " 中已有数据，不能加入演示数据", EN: "there are data in " + d.p.config.Data + ": it is not filled for a demonstration"},
			errs.Text{ZH: "请以 LIANSHEN_DATA 另选一个空目录，或删除未完成的演示目录", EN: "name an empty folder in LIANSHEN_DATA, or remove one whose filling was cut off"})
	}
	return nil, err
}

func demoFill(ctx context.Context, d *desk) ([]demoAccount, error) {
	s, err := newStory(d)
	if err != nil {
		return nil, err
	}
	defer s.close()
	if err := s.tell(ctx); err != nil {
		return nil, err
	}
	raw, err := json.MarshalIndent(s.accounts, "", "  ")
	if err != nil {
		return nil, err
	}
	return s.accounts, os.WriteFile(demoMark(d.p), raw, 0o600)
}
