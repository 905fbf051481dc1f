package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"lianshen/checker/cell"
	"lianshen/internal/dev/pgtest"
)

// TestMain lets the test binary be the program: as a cell when it was started as one, as
// `lianshen` inside the scripts.
func TestMain(m *testing.M) {
	if cell.IsChild() {
		os.Exit(cellMain())
	}
	testscript.Main(stopping{m}, map[string]func(){"lianshen": main})
}

// stopping takes the database away after the tests.
type stopping struct{ *testing.M }

func (s stopping) Run() int {
	defer pgtest.Stop()
	return s.M.Run()
}

// TestScripts runs the program as a user does; each script is a file of testdata/script.
func TestScripts(t *testing.T) {
	scripts(t, testscript.Params{Dir: "testdata/script"}, nil)
}

// TestWorkflowOnPostgres runs the scripts that need a database on the other one, each in a
// schema of its own.
func TestWorkflowOnPostgres(t *testing.T) {
	for _, name := range []string{"workflow", "files", "migrate", "units"} {
		url := pgtest.URL(t)
		scripts(t, testscript.Params{Files: []string{"testdata/script/" + name + ".txtar"}}, map[string]string{"DATABASE_URL": url})
	}
}

func scripts(t *testing.T, params testscript.Params, env map[string]string) {
	t.Helper()
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	cache := t.TempDir()
	params.Cmds = map[string]func(*testscript.TestScript, bool, []string){"readenv": readenv, "xlsx": workbook}
	params.Setup = func(e *testscript.Env) error {
		e.Setenv("DOSSIERS", filepath.Join(repo, "testdata", "dossiers"))
		e.Setenv("XDG_CACHE_HOME", cache) // compiled once for all scripts
		e.Setenv("LIANSHEN_MODELS", models(t, repo))
		for name, value := range env {
			e.Setenv(name, value)
		}
		return nil
	}
	testscript.Run(t, params)
}

// readenv NAME FILE sets a variable to the first line of a file, such as an identifier.
func readenv(ts *testscript.TestScript, _ bool, args []string) {
	line, _, _ := strings.Cut(ts.ReadFile(args[1]), "\n")
	ts.Setenv(args[0], line)
}

// workbook IN OUT makes a workbook of lines with tabs.
func workbook(ts *testscript.TestScript, _ bool, args []string) {
	f := excelize.NewFile()
	defer f.Close()
	for i, line := range strings.Split(strings.TrimSuffix(ts.ReadFile(args[0]), "\n"), "\n") {
		cells := strings.Split(line, "\t")
		ts.Check(f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &cells))
	}
	ts.Check(f.SaveAs(ts.MkAbs(args[1])))
}

// models is where `make setup` puts the models. Scripts that read page images are skipped
// without them at a desk, and fail where LIANSHEN_REQUIRE_ENGINES is set.
func models(t *testing.T, repo string) string {
	t.Helper()
	dir := filepath.Join(repo, "node_modules")
	if isDir(dir) {
		return dir
	}
	if os.Getenv("LIANSHEN_REQUIRE_ENGINES") != "" {
		t.Fatal("the OCR models are missing; run make setup")
	}
	t.Skip("the OCR models are missing; run make setup")
	return ""
}
