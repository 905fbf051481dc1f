package main

import (
	"io"
	"os"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"lianshen/checker"
)

// progressBar shows the pages of one file as they are read, or the files of many. It is silent
// unless stderr is a terminal.
type progressBar struct {
	container *mpb.Progress
	bar       *mpb.Bar
}

func (p *program) progress(name string) *progressBar {
	if !isTerminal(p.stderr) {
		return &progressBar{}
	}
	container := mpb.New(mpb.WithOutput(p.stderr), mpb.WithWidth(40), mpb.WithRefreshRate(80*time.Millisecond))
	bar := container.AddBar(0,
		mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name(name+" ")),
		mpb.AppendDecorators(decor.CountersNoUnit("%d/%d ")))
	return &progressBar{container: container, bar: bar}
}

func (b *progressBar) page(e checker.PageEvent) {
	if b.bar == nil {
		return
	}
	b.bar.SetTotal(int64(e.Total), false)
	b.bar.SetCurrent(int64(e.Done))
}

// of sets how many steps there are.
func (b *progressBar) of(total int) *progressBar {
	if b.bar != nil {
		b.bar.SetTotal(int64(total), false)
	}
	return b
}

// step is one more of them; several goroutines may say so at once.
func (b *progressBar) step() {
	if b.bar != nil {
		b.bar.Increment()
	}
}

func (b *progressBar) done() {
	if b.bar == nil {
		return
	}
	b.bar.Abort(true)
	b.container.Wait()
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
