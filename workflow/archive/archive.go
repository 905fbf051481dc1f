// Package archive packs a project's dossier (项目材料包) as a zip to keep: the current documents
// under names that people read, dossier.yaml by which `lianshen check --dossier` judges the
// unpacked folder again, the last report, and a manifest with a digest of every file.
package archive

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"path"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"lianshen/checker"
	"lianshen/policies/notice"
	"lianshen/workflow"
)

// Names of the files beside the documents.
const (
	ReportFile   = "report.json"
	ManifestFile = "manifest.json"
	// SumsFile has a line a file, as sha256sum writes and checks it.
	SumsFile = "manifest.txt"
)

// Contents is what is packed.
type Contents struct {
	Dossier *workflow.Dossier
	Twin    *checker.Dossier
	Report  *checker.Report // nil while nothing was judged
	Notice  *notice.Notice
	At      time.Time
	// Open opens a stored file by its digest.
	Open func(ctx context.Context, digest string) (io.ReadCloser, error)
}

// Manifest (清单) says what is in an archive.
type Manifest struct {
	Schema     string    `json:"schema"` // "lianshen.archive/1"
	Project    string    `json:"project"`
	Enterprise string    `json:"enterprise"`
	Notice     string    `json:"notice"`
	PackedAt   time.Time `json:"packed_at"`
	Files      []Entry   `json:"files"`
}

// Entry (清单条目) is one file. Filed are the documents that it fills, by the versions that were
// current; none for files that are no documents.
type Entry struct {
	Name       string                `json:"name"`
	Bytes      int64                 `json:"bytes"`
	SHA256     string                `json:"sha256"`
	Filed      []workflow.VersionRef `json:"filed,omitempty"`
	Titles     []string              `json:"titles,omitempty"` // of the documents
	UploadedAt *time.Time            `json:"uploaded_at,omitempty"`
}

// Write packs to w as it goes: no file is held in memory. After an error what was written is no
// zip that opens.
func Write(ctx context.Context, w io.Writer, c *Contents) error {
	p := &packer{zip: zip.NewWriter(w), contents: c, names: map[string]int{}}
	p.manifest = Manifest{
		Schema: "lianshen.archive/1", Project: c.Dossier.Project.ID, Enterprise: c.Dossier.Enterprise.Name, Notice: c.Notice.Number, PackedAt: c.At.UTC(), Files: []Entry{},
	}
	for _, step := range []func(context.Context) error{p.documents, p.dossier, p.report, p.lists} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return p.zip.Close()
}

type packer struct {
	zip      *zip.Writer
	contents *Contents
	manifest Manifest
	names    map[string]int // of documents by digest: where in the manifest they stand
}

// documents packs the current versions in the notice's order. One file that fills two kinds is
// packed once, and none in which malware was found.
func (p *packer) documents(ctx context.Context) error {
	for i, k := range p.contents.Notice.Kinds {
		for _, d := range p.contents.Dossier.Documents {
			if d.Slug != k.Slug || d.Current().Withheld() != nil {
				continue
			}
			if err := p.document(ctx, fmt.Sprintf("%02d-%s.pdf", i+1, fileName(k.Name.ZH)), k.Name.ZH, d); err != nil {
				return err
			}
		}
	}
	return nil
}

// fileName leaves out what no file name may hold.
func fileName(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return -1
		}
		return r
	}, s)
}

func (p *packer) document(ctx context.Context, name, title string, d workflow.Document) error {
	v := d.Current()
	at, packed := p.names[v.SHA256]
	if !packed {
		file, err := p.contents.Open(ctx, v.SHA256)
		if err != nil {
			return fmt.Errorf("%s: %w", d.Slug, err)
		}
		err = p.store(name, v.At, file)
		if closing := file.Close(); err == nil {
			err = closing
		}
		if err != nil {
			return fmt.Errorf("%s: %w", d.Slug, err)
		}
		at = len(p.manifest.Files) - 1
		p.names[v.SHA256] = at
		p.manifest.Files[at].UploadedAt = &v.At
	}
	e := &p.manifest.Files[at]
	e.Filed = append(e.Filed, workflow.VersionRef{Slug: d.Slug, Number: v.Number, SHA256: v.SHA256})
	e.Titles = append(e.Titles, title)
	return nil
}

// store packs without compressing: PDFs hold compressed streams already.
func (p *packer) store(name string, at time.Time, r io.Reader) error {
	w, err := p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: at})
	if err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(w, sum), r)
	p.note(name, n, sum)
	return err
}

func (p *packer) note(name string, n int64, sum hash.Hash) {
	p.manifest.Files = append(p.manifest.Files, Entry{Name: name, Bytes: n, SHA256: hex.EncodeToString(sum.Sum(nil))})
}

// text packs what the program has written itself.
func (p *packer) text(name string, raw []byte) error {
	w, err := p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: p.contents.At})
	if err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.MultiWriter(w, sum).Write(raw)
	p.note(name, int64(n), sum)
	return err
}

func (p *packer) dossier(context.Context) error {
	d := *p.contents.Twin
	d.Documents = map[string]string{}
	for _, e := range p.manifest.Files {
		for _, v := range e.Filed {
			d.Documents[v.Slug] = path.Base(e.Name)
		}
	}
	raw, err := yaml.Marshal(d)
	if err != nil {
		return err
	}
	return p.text(checker.DossierFile, raw)
}

func (p *packer) report(context.Context) error {
	if p.contents.Report == nil {
		return nil
	}
	raw, err := json.MarshalIndent(p.contents.Report, "", "  ")
	if err != nil {
		return err
	}
	return p.text(ReportFile, raw)
}

// lists packs the manifest, for programs and for sha256sum -c.
func (p *packer) lists(context.Context) error {
	raw, err := json.MarshalIndent(p.manifest, "", "  ")
	if err != nil {
		return err
	}
	if err := p.text(ManifestFile, raw); err != nil {
		return err
	}
	var sums strings.Builder
	for _, e := range p.manifest.Files {
		fmt.Fprintf(&sums, "%s  %s\n", e.SHA256, e.Name)
	}
	return p.text(SumsFile, []byte(sums.String()))
}
