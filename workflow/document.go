package workflow

import (
	"context"
	"fmt"
	"time"

	"lianshen/checker/malware"
	"lianshen/internal/errs"
)

// Document (材料) is a slot of a project, filled by a kind of the notice. No version is ever
// taken away.
type Document struct {
	Slug     string    `json:"slug"`
	Versions []Version `json:"versions"` // by number, at least one
}

// Version (材料版本) is one file that was uploaded into a slot. The bytes are in workflow/blob,
// under their digest.
type Version struct {
	Number int    `json:"number"` // from 1
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Name   string `json:"name"` // of the file, as uploaded
	// What came of reading the file; neither while it was not read.
	Inspected
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// Withheld is file.malware for a version in which malware was found: its bytes are neither opened
// again nor given out.
func (v *Version) Withheld() error {
	if v.Failure == malware.CodeFound {
		return malware.ErrFound
	}
	return nil
}

// VersionRef names one version of one document.
type VersionRef struct {
	Slug   string `json:"slug"`
	Number int    `json:"number"`
	SHA256 string `json:"sha256"`
}

// Current is the latest version.
func (d *Document) Current() *Version { return &d.Versions[len(d.Versions)-1] }

// AddDocument (上传材料) makes a file the current version of its slot. The file must be stored
// already. The same file once more changes nothing, so that an upload may be repeated after
// a broken connection. A file that is not stored has the code file.not_stored.
func (s *Service) AddDocument(ctx context.Context, actor Actor, project, slug string, v Version) (*Version, error) {
	return s.addDocument(ctx, actor, project, slug, v, false)
}

// readAtOnce is how long the job of a version waits for whoever uploaded it and has it
// inspected at once.
const readAtOnce = 2 * time.Minute

func (s *Service) addDocument(ctx context.Context, actor Actor, project, slug string, v Version, reading bool) (*Version, error) {
	err := s.change(ctx, actor, "project", "upload", func(c *change) error {
		p, err := c.Project(project)
		if err != nil {
			return err
		}
		if err := c.may(p.State, p.slot(slug)); err != nil {
			return err
		}
		if err := c.checkVersion(slug, &v); err != nil {
			return err
		}
		docs, err := c.Documents(project)
		if err != nil {
			return err
		}
		v.Number, v.By, v.At = 1, actor.Person, c.now
		if last := current(docs, slug); last != nil {
			if last.SHA256 == v.SHA256 {
				v = *last
				return errNothing
			}
			v.Number = last.Number + 1
		}
		if err := c.within(c, slug, docs, v.Bytes); err != nil {
			return err
		}
		if err := c.room(docs, &v); err != nil {
			return err
		}
		if err := c.AddVersion(project, slug, &v); err != nil {
			return err
		}
		return c.record("document", project+"/"+slug, v.Number, v, c.enqueueInspection(project, slug, &v, reading))
	})
	return created(&v, quiet(err))
}

// enqueueInspection leaves the reading of a version to the queue; one that came with facts
// was read.
func (c *change) enqueueInspection(project, slug string, v *Version, reading bool) error {
	if v.Facts != "" {
		return nil
	}
	job := Job{Kind: JobInspect, Args: InspectArgs{Project: project, Slug: slug, Number: v.Number}}
	if reading {
		job.RunAt = c.now.Add(readAtOnce)
	}
	return c.Enqueue(job)
}

// room refuses a version with which the files of the project would pass their limit.
func (c *change) room(docs []Document, v *Version) error {
	limit := c.s.limits.Project
	total := StoredBytes(append([]Document{{Versions: []Version{*v}}}, docs...))
	if limit == 0 || total <= limit {
		return nil
	}
	return errs.New(errs.Limit, "project.too_large",
		errs.Text{ZH: fmt.Sprintf("项目材料合计超过上限 %d MB", limit>>20), EN: fmt.Sprintf("the files of the project are more than %d MB", limit>>20)},
		errs.Text{ZH: "请以较低分辨率（200 dpi）重新扫描后上传，或联系分局", EN: "scan at a lower resolution (200 dpi), or ask the branch"}).On("bytes")
}

// StoredBytes is how much the files of documents take, the same file once.
func StoredBytes(docs []Document) (total int64) {
	seen := map[string]bool{}
	for _, d := range docs {
		for _, v := range d.Versions {
			if !seen[v.SHA256] {
				total, seen[v.SHA256] = total+v.Bytes, true
			}
		}
	}
	return total
}

func (c *change) checkVersion(slug string, v *Version) error {
	if err := c.s.checkSlug(slug); err != nil {
		return err
	}
	if err := digest("sha256", v.SHA256); err != nil {
		return err
	}
	if err := c.checkInspected(v.Inspected); err != nil {
		return err
	}
	if v.Bytes <= 0 {
		return invalid("document.bytes", "bytes", "文件为空", "the file is empty")
	}
	if err := texts(field{"name", &v.Name, 2 * shortText, false}); err != nil {
		return err
	}
	return c.stored("sha256", v.SHA256)
}

func (s *Service) checkSlug(slug string) error {
	if s.notice.Kind(slug) == nil {
		return invalid("document.slug", "slug", "没有材料种类「"+slug+"」", "there is no kind of document "+slug)
	}
	return nil
}

func current(docs []Document, slug string) *Version {
	for i := range docs {
		if docs[i].Slug == slug {
			return docs[i].Current()
		}
	}
	return nil
}

// needed returns the current versions of all documents that the project must have up to a
// stage; the error names the first one that is absent, with the code document.missing.
func (c *change) needed(p *Project, stage int) ([]VersionRef, error) {
	docs, err := c.Documents(p.ID)
	if err != nil {
		return nil, err
	}
	var refs []VersionRef
	for _, slug := range c.s.notice.Required(p.Kind) {
		kind := c.s.notice.Kind(slug)
		if kind.Stage > stage {
			continue
		}
		v := current(docs, slug)
		if v == nil {
			if stands, err := c.standsIn(kind.SatisfiedBy, p.ID); err != nil {
				return nil, err
			} else if stands {
				continue
			}
			return nil, refuse("document.missing", "缺少材料「"+kind.Name.ZH+"」", "the "+kind.Name.EN+" is missing",
				"请先上传该材料", "upload it first").On("documents." + slug)
		}
		refs = append(refs, VersionRef{Slug: slug, Number: v.Number, SHA256: v.SHA256})
	}
	return refs, nil
}

// standsIn reports whether data of the project stand for a document that is absent: an
// equipment list that was entered row by row is the list.
func (c *change) standsIn(data, project string) (bool, error) {
	if data != "instruments" {
		return false, nil
	}
	return c.HasInstruments(project)
}
