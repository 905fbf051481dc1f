package webtest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Browser is one real browser window. Errors and warnings of its console, violations of the
// content security policy among them, fail the test at its end.
type Browser struct {
	Ctx  context.Context
	t    testing.TB
	base string

	mu     sync.Mutex
	spoken []string
}

// Laptop and Phone are the two sizes that the portal is made for.
var (
	Laptop = [2]int64{1366, 768}
	Phone  = [2]int64{390, 844}
)

// Open starts a browser at a portal. It fails, and is never skipped, where there is no Chromium:
// setup installs it.
func Open(t testing.TB, base string) *Browser {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.Flag("lang", "zh-CN"), chromedp.Flag("accept-lang", "zh-CN"), chromedp.WindowSize(int(Laptop[0]), int(Laptop[1])))
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox) // Chromium has no sandbox for root
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(ctx)
	b := &Browser{Ctx: ctx, t: t, base: base}
	t.Cleanup(func() {
		cancel()
		stop()
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, s := range b.spoken {
			t.Errorf("the browser's console: %s", s)
		}
	})
	if err := chromedp.Do(ctx); err != nil { // starts it, for as long as ctx
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	for _, enable := range []cdp.Command[cdp.Empty, cdp.Empty]{runtime.Enable, log.Enable} {
		if _, err := chromedp.Call(ctx, enable, cdp.Empty{}); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// hear keeps what the console says, but for the status of pages: those are tested as such.
func (b *Browser) hear(event any) {
	said := ""
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if (e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning) && !strings.Contains(e.Entry.Text, "the server responded with a status of") {
			said = e.Entry.Text
		}
	case *runtime.EventExceptionThrown:
		said = e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			said += " " + x.Description
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			raw, _ := json.Marshal(e.Args)
			said = string(raw)
		}
	}
	if said != "" {
		b.mu.Lock()
		b.spoken = append(b.spoken, said)
		b.mu.Unlock()
	}
}

// Do runs actions, or ends the test.
func (b *Browser) Do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.Ctx, patience)
	defer stop()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.t.Fatalf("browser: %v\n%s", err, b.Text())
	}
}

// patience is how long a page may take; a test waits for what it expects, and no longer.
const patience = time.Minute

// Eval is what a script gives on the page; promises are awaited.
func Eval[T any](b *Browser, script string) T {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.Ctx, patience)
	defer stop()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("browser: %v\n%s", err, script)
	}
	return out
}

// Go opens a page of the portal.
func (b *Browser) Go(path string) {
	b.t.Helper()
	b.Do(chromedp.Navigate(b.base+path), chromedp.WaitReady(chromedp.CSS("#main")))
}

// SignIn signs in by the page for it.
func (b *Browser) SignIn(name string) {
	b.t.Helper()
	b.Go("/sign-in")
	b.Fill("name", name)
	b.Fill("password", Password)
	b.Press(".main button")
}

// Fill types into the field of a name.
func (b *Browser) Fill(name, value string) {
	b.t.Helper()
	b.Do(chromedp.SetValue(chromedp.CSS(fmt.Sprintf(`.main [name=%q]`, name)), value))
}

// Choose chooses files in the field of a name, as somebody does in the window for it.
func (b *Browser) Choose(name string, paths ...string) {
	b.t.Helper()
	b.Do(chromedp.SetUploadFiles(chromedp.CSS(fmt.Sprintf(`.main [name=%q]`, name)), paths))
}

// Click clicks what leads to no other page.
func (b *Browser) Click(selector string) {
	b.t.Helper()
	b.Do(chromedp.Click(chromedp.CSS(selector)))
}

// Gone waits until the page has a text no more.
func (b *Browser) Gone(text string) {
	b.t.Helper()
	raw, err := json.Marshal(text)
	if err != nil {
		b.t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(b.Ctx, patience)
	defer stop()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](fmt.Sprintf("!document.body.innerText.includes(%s)", raw))); err != nil {
		b.t.Fatalf("the page still says %q: %v\n%s", text, err, b.Text())
	}
}

// Press clicks what leads to another page, and waits until that is there.
func (b *Browser) Press(selector string) {
	b.t.Helper()
	b.Do(chromedp.Evaluate[chromedp.Void](`document.documentElement.dataset.old = "1"`), chromedp.Click(chromedp.CSS(selector)), chromedp.WaitReady(chromedp.CSS("html:not([data-old]) #main")))
}

// Sees waits until the page has a text.
func (b *Browser) Sees(text string) {
	b.t.Helper()
	raw, err := json.Marshal(text)
	if err != nil {
		b.t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(b.Ctx, patience)
	defer stop()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](fmt.Sprintf("document.body.innerText.includes(%s)", raw))); err != nil {
		b.t.Fatalf("the page does not say %q: %v\n%s", text, err, b.Text())
	}
}

// Text is what the page says.
func (b *Browser) Text() string {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.Ctx, patience)
	defer stop()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + document.body.innerText`))
	if err != nil {
		b.t.Errorf("browser: %v", err)
	}
	return text
}

// Accessible fails the test for serious findings of axe-core.
func (b *Browser) Accessible() {
	b.t.Helper()
	source, err := os.ReadFile(filepath.Join(root(b.t), "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		b.t.Fatal(err)
	}
	type violation struct {
		ID, Impact, Help string
		Nodes            []struct{ HTML string }
	}
	Eval[chromedp.Void](b, string(source)+";0")
	found := Eval[[]violation](b, `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then(r => r.violations)`)
	for _, f := range found {
		if f.Impact == "serious" || f.Impact == "critical" {
			html := ""
			for _, n := range f.Nodes {
				html += "\n  " + n.HTML
			}
			b.t.Errorf("%s: axe: %s (%s): %s%s", Eval[string](b, "location.pathname"), f.ID, f.Impact, f.Help, html)
		}
	}
}

// Size makes the window one of the two sizes.
func (b *Browser) Size(size [2]int64) {
	b.t.Helper()
	if size == Phone {
		b.Do(chromedp.EmulateViewport(size[0], size[1], chromedp.EmulateMobile, chromedp.EmulatePortrait))
		return
	}
	b.Do(chromedp.EmulateViewport(size[0], size[1]))
}

// Shoot keeps the whole page as a picture in the folder that LIANSHEN_SHOTS names, if any.
func (b *Browser) Shoot(name string) {
	b.t.Helper()
	folder := os.Getenv("LIANSHEN_SHOTS")
	if folder == "" {
		return
	}
	ctx, stop := context.WithTimeout(b.Ctx, patience)
	defer stop()
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.MkdirAll(folder, 0o750); err != nil { //nolint:gosec // who runs the test names the folder
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o600); err != nil { //nolint:gosec // as above
		b.t.Fatal(err)
	}
}

// root is the folder of the repository.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above")
		}
		dir = filepath.Dir(dir)
	}
}
