package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"lianshen/internal/errs"
	"lianshen/workflow"
)

type projectUploadCmd struct {
	caller
	Project   string   `arg:"" help:"Identifier of the project."`
	File      string   `arg:"" help:"The file."`
	Slugs     []string `arg:"" name:"kind" help:"Kinds of document that it is."`
	NoInspect bool     `help:"Leave the reading to the workers (lianshen work)."`
}

// Run stores the file and prints its digest and the version that it is of each document; then
// it reads it. It ends with 3 when the file is stored and could not be read: the upload is
// valid, its facts are not.
func (c *projectUploadCmd) Run(ctx context.Context, p *program) error {
	if err := allExist([]string{c.File}); err != nil {
		return err
	}
	return withDesk(ctx, p, func(d *desk) error {
		made, err := c.store(ctx, d)
		if err != nil {
			return err
		}
		lines := make([]string, len(made))
		for i, v := range made {
			lines[i] = fmt.Sprintf("%s %d", c.Slugs[i], v.Number)
		}
		if err := c.show(p, made, made[0].SHA256, lines...); err != nil {
			return err
		}
		return c.read(ctx, d, made)
	})
}

func (c *projectUploadCmd) store(ctx context.Context, d *desk) ([]workflow.Version, error) {
	f, err := os.Open(c.File)
	if err != nil {
		return nil, missingFile(c.File, err)
	}
	defer f.Close()
	return d.service.Upload(ctx, c.actor(), workflow.Upload{
		Project: c.Project, Slugs: c.Slugs, Name: filepath.Base(c.File), File: f, Reading: !c.NoInspect,
	})
}

// read has the file read for each slot. What it is refused for is told; what else stands in
// the way is left to the workers, as the upload itself is done.
func (c *projectUploadCmd) read(ctx context.Context, d *desk, made []workflow.Version) error {
	if c.NoInspect {
		return nil
	}
	reader := newReader(d)
	defer reader.close()
	var refused *errs.Error
	for i, v := range made {
		failure, err := reader.read(ctx, c.actor().From, workflow.InspectArgs{Project: c.Project, Slug: c.Slugs[i], Number: v.Number}, nil)
		if err != nil {
			d.p.fail(err)
			fmt.Fprintln(d.p.stderr, errs.Text{ZH: "文件已保存，稍后由后台任务读取", EN: "the file is stored; the workers will read it later"}.In(d.p.lang))
			return nil
		}
		refused = failure
	}
	if refused != nil {
		return refused
	}
	return nil
}
