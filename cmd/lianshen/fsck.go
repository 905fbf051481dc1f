package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"lianshen/internal/clock"
	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/blob"
)

// orphanAge is how old a file that no row names must be before it may be taken away: an
// upload stores the file first, and names it then.
const orphanAge = 24 * time.Hour

// fsckCmd holds rows and files against one another.
type fsckCmd struct {
	asJSON
	RemoveOrphans bool `help:"Take away files that no row names and that are older than a day."`
}

// fsckReport is what was found. Nothing but missing and damaged files is a fault.
type fsckReport struct {
	Named   int         `json:"named"` // digests that rows name
	Files   int         `json:"files"` // that lie in the store of files
	Missing []namedFile `json:"missing"`
	Damaged []namedFile `json:"damaged"`
	Orphans []orphan    `json:"orphans"`
	Removed []orphan    `json:"removed"`
	// state has every digest that a row names, with its fault.
	state map[digestBytes]error
}

// namedFile is a fault where a row feels it.
type namedFile struct {
	SHA256 string `json:"sha256"`
	Role   string `json:"role"`
	Where  string `json:"where"`
}

// orphan is a file that no row names; it has no digest when an upload of it was cut off.
type orphan struct {
	Key     string    `json:"key"`
	Bytes   int64     `json:"bytes"`
	Written time.Time `json:"written"`
}

// Run prints what is wrong, and ends with 3 when a file that a row names is missing or damaged.
func (c *fsckCmd) Run(ctx context.Context, p *program) error {
	return withDesk(ctx, p, func(d *desk) error {
		r := &fsckReport{Missing: []namedFile{}, Damaged: []namedFile{}, Orphans: []orphan{}, Removed: []orphan{}, state: map[digestBytes]error{}}
		if err := r.rows(ctx, d); err != nil {
			return err
		}
		if err := r.orphans(ctx, d, c.RemoveOrphans); err != nil {
			return err
		}
		if err := c.show(p, r, r.summary().In(p.lang), r.lines(p.lang)...); err != nil {
			return err
		}
		if len(r.Missing)+len(r.Damaged) > 0 {
			return exitError(3)
		}
		return nil
	})
}

// digestBytes is a digest in half the room: a city has millions.
type digestBytes [sha256.Size]byte

func bytesOf(digest string) (out digestBytes) {
	_, _ = hex.Decode(out[:], []byte(digest)) // what is none is no file either, and missing
	return out
}

// rows reads every file that a row names, once. It holds no transaction open meanwhile: on a
// city's files it takes hours.
func (r *fsckReport) rows(ctx context.Context, d *desk) error {
	err := r.eachRow(ctx, d, func(f workflow.NamedFile) { r.state[bytesOf(f.Digest)] = nil })
	if err != nil {
		return err
	}
	r.Named = len(r.state)
	faults := 0
	for digest := range r.state {
		switch err := d.files.Check(ctx, hex.EncodeToString(digest[:])); {
		case err == nil:
		case errors.Is(err, blob.ErrMissing), errors.Is(err, blob.ErrDamaged):
			r.state[digest] = err
			faults++
		default:
			return err
		}
	}
	if faults == 0 {
		return nil
	}
	return r.eachRow(ctx, d, r.note)
}

func (r *fsckReport) eachRow(ctx context.Context, d *desk, do func(workflow.NamedFile)) error {
	return d.store.View(ctx, func(reader workflow.Reader) error {
		return reader.NamedFiles(func(f workflow.NamedFile) error {
			do(f)
			return nil
		})
	})
}

// note lists a row whose file is at fault.
func (r *fsckReport) note(f workflow.NamedFile) {
	at := namedFile{SHA256: f.Digest, Role: f.Role, Where: f.Where}
	switch err := r.state[bytesOf(f.Digest)]; {
	case errors.Is(err, blob.ErrMissing):
		r.Missing = append(r.Missing, at)
	case errors.Is(err, blob.ErrDamaged):
		r.Damaged = append(r.Damaged, at)
	}
}

// orphans lists what no row names, and takes away what is old enough.
func (r *fsckReport) orphans(ctx context.Context, d *desk, remove bool) error {
	var all []blob.Object
	for o, err := range d.files.List(ctx) {
		if err != nil {
			return err
		}
		if o.Digest != "" {
			r.Files++
		}
		if _, named := r.state[bytesOf(o.Digest)]; !named || o.Digest == "" {
			all = append(all, o)
		}
	}
	old := clock.System{}.Now().Add(-orphanAge)
	for _, o := range all {
		removed := false
		if remove && o.Written.Before(old) {
			var err error
			if removed, err = removeOrphan(ctx, d, o); err != nil {
				return err
			}
		}
		list := &r.Orphans
		if removed {
			list = &r.Removed
		}
		*list = append(*list, orphan{o.Key, o.Bytes, o.Written.UTC()})
	}
	return nil
}

// removeOrphan asks once more, between two changes, whether a row names the file.
func removeOrphan(ctx context.Context, d *desk, o blob.Object) (removed bool, err error) {
	err = d.store.Between(ctx, func(reader workflow.Reader) error {
		if o.Digest != "" {
			if named, err := reader.NamesFile(o.Digest); named || err != nil {
				return err
			}
		}
		removed = true
		return d.files.Remove(ctx, o)
	})
	return removed && err == nil, err
}

func (r *fsckReport) summary() errs.Text {
	return errs.Text{
		ZH: fmt.Sprintf("登记文件 %d 个，缺失 %d 处，损坏 %d 处；文件库存 %d 个，无主 %d 个，已清理 %d 个",
			r.Named, len(r.Missing), len(r.Damaged), r.Files, len(r.Orphans), len(r.Removed)),
		EN: fmt.Sprintf("%d files named, %d missing, %d damaged; %d files kept, %d orphaned, %d removed",
			r.Named, len(r.Missing), len(r.Damaged), r.Files, len(r.Orphans), len(r.Removed)),
	}
}

func (r *fsckReport) lines(lang string) []string {
	var out []string
	add := func(what errs.Text, all []namedFile) {
		for _, f := range all {
			out = append(out, fmt.Sprintf("%s\t%s\t%s\t%s", what.In(lang), f.SHA256, f.Role, f.Where))
		}
	}
	add(errs.Text{ZH: "缺失", EN: "missing"}, r.Missing)
	add(errs.Text{ZH: "损坏", EN: "damaged"}, r.Damaged)
	for _, group := range []struct {
		what errs.Text
		all  []orphan
	}{{errs.Text{ZH: "无主", EN: "orphaned"}, r.Orphans}, {errs.Text{ZH: "已清理", EN: "removed"}, r.Removed}} {
		for _, o := range group.all {
			out = append(out, fmt.Sprintf("%s\t%s\t%d\t%s", group.what.In(lang), o.Key, o.Bytes, o.Written.Format(time.RFC3339)))
		}
	}
	return out
}
