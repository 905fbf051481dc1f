// Command shots takes pictures of a running demonstration's pages, as a laptop and as a phone
// show them:
//
//	go run ./internal/dev/shots -out build/shots hengtai:/ handler:/desk
//
// Each argument is an account of the demonstration and a page. A page may be named by a link to
// follow from another: hengtai:/>td a.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

func main() {
	base := flag.String("base", "http://127.0.0.1:8080", "where the portal runs")
	out := flag.String("out", "build/shots", "folder of the pictures")
	password := flag.String("password", "qingshan-lvshui-2026", "of the accounts")
	flag.Parse()
	if err := run(*base, *out, *password, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "shots:", err)
		os.Exit(1)
	}
}

func run(base, out, password string, pages []string) error {
	if err := os.MkdirAll(out, 0o750); err != nil {
		return err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.Flag("accept-lang", "zh-CN"))
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	defer stop()
	for _, p := range pages {
		if err := shoot(ctx, base, out, password, p); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
	}
	return nil
}

func shoot(parent context.Context, base, out, password, page string) error {
	ctx, cancel := chromedp.NewContext(parent)
	defer cancel()
	if err := chromedp.Do(ctx); err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	login, at, ok := strings.Cut(page, ":")
	if !ok {
		return errors.New("want account:/page")
	}
	if login != "" {
		if err := signIn(ctx, base, login, password); err != nil {
			return err
		}
	}
	path, follow, _ := strings.Cut(at, ">")
	if err := chromedp.Do(ctx, chromedp.Navigate(base+path), chromedp.WaitReady(chromedp.CSS("body"))); err != nil {
		return err
	}
	if follow != "" {
		to, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf("document.querySelector(%q).href", follow)))
		if err != nil {
			return err
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(to), chromedp.WaitReady(chromedp.CSS("body"))); err != nil {
			return err
		}
	}
	name := strings.NewReplacer("/", "-", ":", "", ">", "", " ", "", "?", "-", "=", "").Replace(page)
	for _, size := range []struct {
		name          string
		width, height int64
	}{{"laptop", 1366, 768}, {"phone", 390, 844}} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(size.width, size.height), loaded); err != nil {
			return err
		}
		picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, name+"-"+size.name+".png"), picture, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func signIn(ctx context.Context, base, login, password string) error {
	return chromedp.Do(ctx, chromedp.Navigate(base+"/sign-in"),
		chromedp.SetValue(chromedp.CSS("#f-name"), login), chromedp.SetValue(chromedp.CSS("#f-password"), password),
		chromedp.Click(chromedp.CSS(".main button")), chromedp.WaitReady(chromedp.CSS(".who a")))
}

// loaded has pictures that wait to be scrolled to loaded, so that the whole page is seen.
var loaded = chromedp.Evaluate[chromedp.Void](
	`Promise.all([...document.images].map(i => { i.loading = "eager"; return i.decode().catch(() => {}) })).then(() => undefined)`, chromedp.EvalAwaitPromise)
