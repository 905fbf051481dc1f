package workflow

import (
	"context"
	"time"
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
	// Facts is the digest of what was read from the file, "" while it was not.
	Facts string    `json:"facts"`
	By    string    `json:"by"`
	At    time.Time `json:"at"`
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
// a broken connection.
func (s *Service) AddDocument(ctx context.Context, actor Actor, project, slug string, v Version) (*Version, error) {
	err := s.change(ctx, actor, "project", "upload", func(c *change) error {
		p, err := c.Project(project)
		if err != nil {
			return err
		}
		if err := c.may(p.State, p.reach()); err != nil {
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
		return c.record("document", project+"/"+slug, v.Number, v, c.AddVersion(project, slug, &v))
	})
	return created(&v, quiet(err))
}

func (c *change) checkVersion(slug string, v *Version) error {
	if c.s.notice.Kind(slug) == nil {
		return invalid("document.slug", "slug", "没有材料种类「"+slug+"」", "there is no kind of document "+slug)
	}
	if err := digest("sha256", v.SHA256); err != nil {
		return err
	}
	if v.Facts != "" {
		if err := digest("facts", v.Facts); err != nil {
			return err
		}
	}
	if v.Bytes <= 0 {
		return invalid("document.bytes", "bytes", "文件为空", "the file is empty")
	}
	return texts(field{"name", &v.Name, 2 * shortText, false})
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
			return nil, refuse("document.missing", "缺少材料「"+kind.Name.ZH+"」", "the "+kind.Name.EN+" is missing",
				"请先上传该材料", "upload it first").On("documents." + slug)
		}
		refs = append(refs, VersionRef{Slug: slug, Number: v.Number, SHA256: v.SHA256})
	}
	return refs, nil
}
