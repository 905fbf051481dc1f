package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/store"
	"lianshen/workflow/unitlist"
	"lianshen/workflow/unitlist/xlsx"
)

type projectImportCmd struct {
	As string `help:"Identifier of the person who acts." placeholder:"PERSON" env:"LIANSHEN_AS"`
	asJSON
	DryRun   bool   `help:"Check only; write nothing."`
	Partial  bool   `help:"Write the rows that are not at fault, instead of all or none."`
	Marked   string `help:"Write a copy of the list with the problems of each row in a last column." placeholder:"OUT.xlsx"`
	Template string `help:"Write an empty list with heads and an example, and end." placeholder:"OUT.xlsx"`
	File     string `arg:"" optional:"" help:"The list, an Excel workbook."`
}

// Run prints how many units were given tasks, then every problem. It ends with 1 when a row is
// at fault.
func (c *projectImportCmd) Run(ctx context.Context, p *program) error {
	if c.Template != "" {
		return writeFile(c.Template, xlsx.Template)
	}
	if c.File == "" {
		return usageError(errors.New("expected \"<file>\" or --template"))
	}
	rows, err := readUnits(ctx, p, c.File)
	if err != nil {
		return err
	}
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		done, err := s.ImportUnits(ctx, workflow.Actor{Person: c.As, From: "terminal"}, rows, c.mode())
		if err != nil {
			return err
		}
		if c.Marked != "" {
			err = writeFile(c.Marked, func(w io.Writer) error { return xlsx.Marked(w, rows, done.Problems) })
			if err != nil {
				return err
			}
		}
		if err := c.show(p, done, importLine(done).In(p.lang), problemLines(p, done.Problems)...); err != nil {
			return err
		}
		if len(done.Problems) > 0 {
			return exitError(1)
		}
		return nil
	})
}

func (c *projectImportCmd) mode() workflow.ImportMode {
	switch {
	case c.DryRun:
		return workflow.ImportNothing
	case c.Partial:
		return workflow.ImportGood
	}
	return workflow.ImportWhole
}

// importLine says what became of the list.
func importLine(i *workflow.Import) errs.Text {
	bad := map[int]bool{}
	for _, p := range i.Problems {
		bad[p.Row] = true
	}
	t := errs.Text{
		ZH: fmt.Sprintf("共%d行：下达任务%d项，已有未变%d项，有问题%d行", i.Rows, len(i.Created), len(i.Unchanged), len(bad)),
		EN: fmt.Sprintf("%d rows: %d tasks given, %d there already, %d rows at fault", i.Rows, len(i.Created), len(i.Unchanged), len(bad)),
	}
	if !i.Written {
		t.ZH = strings.Replace(t.ZH, "下达任务", "可下达任务", 1) + "；未写入"
		t.EN = strings.Replace(t.EN, "given", "to give", 1) + "; nothing was written"
	}
	return t
}

func problemLines(p *program, problems []unitlist.Problem) []string {
	lines := make([]string, len(problems))
	for i, q := range problems {
		where := errs.Text{ZH: fmt.Sprintf("第%d行", q.Row), EN: fmt.Sprintf("row %d", q.Row)}.In(p.lang)
		if q.Column != "" {
			where += " " + unitlist.Title(q.Column)
		}
		lines[i] = where + "\t" + q.Code + "\t" + q.Message.In(p.lang) + "\t" + q.Remedy.In(p.lang)
	}
	return lines
}

func writeFile(path string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		return errs.New(errs.Usage, "file.unwritable",
			errs.Text{ZH: "无法写入文件 " + path, EN: "cannot write " + path}, errs.Text{ZH: "请核对路径与权限", EN: "check the path and the permission"}).Wrap(err)
	}
	return nil
}
