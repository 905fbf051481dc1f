// Command newcomer walks the README's path on this machine and says how long each step took:
// `make run` up to its address, then as the enterprise of the demonstration a file of one's own
// up to its first finding and its whole result.
//
//	go run ./internal/dev/newcomer testdata/dossiers/water-faulty-seal/acceptance-opinion.pdf
//
// The demonstration's data lie in a folder of their own, which is removed at the end. What takes
// minutes once, the packages of the system, the modules of Go and the models, is not waited for
// again where it is there.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "newcomer: name a PDF")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := walk(ctx, os.Args[1])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "newcomer:", err)
		os.Exit(1)
	}
}

// step is printed when it has been taken.
func step(name string, since time.Time) {
	fmt.Printf("%-44s %6.1f s\n", name, time.Since(since).Seconds())
}

func walk(ctx context.Context, file string) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	data, err := os.MkdirTemp("", "newcomer-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(data)
	began := time.Now()
	at, end, err := serve(ctx, data)
	if err != nil {
		return err
	}
	defer end()
	step("make run, up to its address", began)
	v := &visitor{at: at}
	if err := v.signIn("luyuan"); err != nil {
		return err
	}
	return v.upload(ctx, content)
}

// serve runs `make run` and gives the address that it prints.
func serve(ctx context.Context, data string) (at string, end func(), err error) {
	cmd := exec.CommandContext(ctx, "make", "--no-print-directory", "run")
	cmd.Env = append(os.Environ(), "LIANSHEN_DATA="+data, "LIANSHEN_ADDR=127.0.0.1:0")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // make and what it starts end together
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	end = func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) // it may be gone
		_ = cmd.Wait()
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if line := lines.Text(); strings.HasPrefix(line, "http://") {
			go io.Copy(io.Discard, out) //nolint:errcheck // until it ends
			return line, end, nil
		}
	}
	end()
	return "", nil, errors.New("make run ended without an address")
}

// visitor is a browser, as far as it is needed.
type visitor struct {
	at, csrf string
	client   http.Client
}

func (v *visitor) signIn(login string) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	v.client.Jar = secureOnLoopback{jar}
	var me struct {
		CSRF string `json:"csrf"`
	}
	body, err := json.Marshal(map[string]string{"name": login, "password": "qingshan-lvshui-2026"})
	if err != nil {
		return err
	}
	err = v.ask(context.Background(), http.MethodPost, "/session", "application/json", body, &me)
	v.csrf = me.CSRF
	return err
}

// secureOnLoopback takes cookies that ask for TLS over plain HTTP, as browsers do of this machine.
type secureOnLoopback struct{ http.CookieJar }

func (j secureOnLoopback) SetCookies(u *url.URL, c []*http.Cookie) {
	j.CookieJar.SetCookies(secure(u), c)
}
func (j secureOnLoopback) Cookies(u *url.URL) []*http.Cookie { return j.CookieJar.Cookies(secure(u)) }

func secure(u *url.URL) *url.URL {
	out := *u
	out.Scheme = "https"
	return &out
}

func (v *visitor) ask(ctx context.Context, method, path, kind string, body []byte, into any) error {
	res, err := v.send(ctx, method, path, kind, body)
	if err != nil {
		return err
	}
	defer res.Body.Close() //nolint:errcheck // it was only read
	return json.NewDecoder(res.Body).Decode(into)
}

func (v *visitor) send(ctx context.Context, method, path, kind string, body []byte) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, v.at+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("X-CSRF-Token", v.csrf)
	res, err := v.client.Do(req)
	if err != nil {
		return nil, err
	}
	if res.StatusCode >= http.StatusBadRequest {
		raw, _ := io.ReadAll(res.Body)
		res.Body.Close() //nolint:errcheck // as above
		return nil, fmt.Errorf("%s %s: %d %s", method, path, res.StatusCode, raw)
	}
	return res, nil
}

// upload sends the file as the acceptance opinion of the project that has nothing yet, and waits
// for what is found.
func (v *visitor) upload(ctx context.Context, content []byte) error {
	var list struct {
		Items []struct{ ID string }
	}
	if err := v.ask(ctx, http.MethodGet, "/projects", "", nil, &list); err != nil {
		return err
	}
	if len(list.Items) == 0 {
		return errors.New("the demonstration has no project")
	}
	project := list.Items[len(list.Items)-1].ID
	events, err := v.send(ctx, http.MethodGet, "/projects/"+project+"/events", "", nil)
	if err != nil {
		return err
	}
	defer events.Body.Close() //nolint:errcheck // as above
	var made struct{ Number int }
	if err := v.ask(ctx, http.MethodPut, "/projects/"+project+"/documents/acceptance-opinion?name=own.pdf", "application/pdf", content, &made); err != nil {
		return err
	}
	return told(events.Body, time.Now())
}

// told reads events up to the whole result.
func told(events io.Reader, since time.Time) error {
	early, read := false, false
	lines := bufio.NewScanner(events)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		var e struct {
			Slug, State string
			Early       []json.RawMessage
		}
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			return err
		}
		switch {
		case e.Slug == "acceptance-opinion" && len(e.Early) > 0 && !early:
			early = true
			step("the file is there; its first finding", since)
		case e.Slug == "acceptance-opinion" && (e.State == "read" || e.State == "failed"):
			read = true
		case e.State == "judged" && read:
			step("the file is there; its whole result", since)
			return nil
		}
	}
	return errors.Join(errors.New("the events ended"), lines.Err())
}
