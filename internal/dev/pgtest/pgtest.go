// Package pgtest gives tests a real PostgreSQL: a throw-away cluster of Debian's package
// postgresql, on a private socket in a temporary folder, started by the first test that
// asks and shared by the test binary. Durability is off: nothing of it is to survive.
//
// A package that uses it has `func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }`.
// Where PostgreSQL is not installed the test is skipped; with LIANSHEN_REQUIRE_ENGINES=1, as
// in CI, it fails.
package pgtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers "pgx"
)

var (
	once    sync.Once
	shared  *cluster
	failure error
	schemas atomic.Int64
)

// Main runs the tests and takes the cluster away.
func Main(m *testing.M) int {
	code := m.Run()
	Stop()
	return code
}

// Stop takes the cluster away. It is for packages whose TestMain is another's: the last test
// that needs PostgreSQL calls it at its end.
func Stop() {
	if shared != nil {
		shared.stop()
	}
}

// URL returns the address of an empty schema of its own, which is dropped when the test ends.
func URL(tb testing.TB) string {
	tb.Helper()
	once.Do(func() { shared, failure = start() })
	if failure != nil {
		if os.Getenv("LIANSHEN_REQUIRE_ENGINES") == "1" {
			tb.Fatal(failure)
		}
		tb.Skip(failure)
	}
	name := fmt.Sprintf("test_%d", schemas.Add(1))
	if err := shared.exec("CREATE SCHEMA " + name); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := shared.exec("DROP SCHEMA " + name + " CASCADE"); err != nil {
			tb.Error(err)
		}
	})
	return shared.url(name)
}

type cluster struct {
	folder string
	server *exec.Cmd
	db     *sql.DB
}

// start makes a cluster and waits until it answers.
func start() (*cluster, error) {
	folder, err := os.MkdirTemp("", "pg") // short: a socket's path has 107 bytes at most
	if err != nil {
		return nil, err
	}
	c := &cluster{folder: folder}
	if err := c.run(); err != nil {
		c.stop()
		return nil, fmt.Errorf("pgtest: %w", err)
	}
	return c, nil
}

func (c *cluster) run() error {
	initdb, err := program("initdb")
	if err != nil {
		return err
	}
	postgres, err := program("postgres")
	if err != nil {
		return err
	}
	attr, err := c.asServer()
	if err != nil {
		return err
	}
	data := filepath.Join(c.folder, "data")
	cmd := exec.Command(initdb, "--pgdata="+data, "--username=test", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
	cmd.SysProcAttr, cmd.Dir = attr, c.folder
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	c.server = exec.Command(postgres, "-D", data, "-k", c.folder, "-c", "listen_addresses=", "-c", "fsync=off",
		"-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=60", "-c", "shared_buffers=32MB")
	c.server.SysProcAttr, c.server.Dir = attr, c.folder
	if err := c.server.Start(); err != nil {
		return err
	}
	return c.wait()
}

// program finds a program of PostgreSQL, which Debian keeps out of the path.
func program(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil || len(found) == 0 {
		return "", errors.New(name + " is not installed: apt-get install postgresql")
	}
	return slices.Max(found), nil
}

// asServer has the programs run as the user postgres when the tests run as root, whom
// PostgreSQL refuses. The server goes down with the tests, however they end.
func (c *cluster) asServer() (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT}
	if os.Geteuid() != 0 {
		return attr, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return attr, os.Chown(c.folder, int(uid), int(gid))
}

func (c *cluster) url(schema string) string {
	q := url.Values{"host": {c.folder}, "user": {"test"}}
	if schema != "" {
		q.Set("search_path", schema)
	}
	return "postgres:///postgres?" + q.Encode()
}

// wait tries until the server answers.
func (c *cluster) wait() error {
	var err error
	if c.db, err = sql.Open("pgx", c.url("")); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		if err = c.db.PingContext(ctx); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("no answer: %w", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (c *cluster) exec(query string) error {
	_, err := c.db.Exec(query)
	return err
}

func (c *cluster) stop() {
	if c.db != nil {
		_ = c.db.Close()
	}
	if c.server != nil && c.server.Process != nil {
		_ = c.server.Process.Signal(syscall.SIGQUIT) // at once: nothing is to be kept
		_ = c.server.Wait()
	}
	os.RemoveAll(c.folder)
}
