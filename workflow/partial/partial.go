// Package partial keeps uploads that are under way in a folder of this server: what of a file has
// arrived, so that a sender whose line broke goes on where it was. Once it is whole it goes into
// the file store as any other upload, and is gone here.
//
// An upload is two files, ID.json with what it is and ID.part with its bytes. The offset in the
// first is written after the bytes are on the disk: what it says is there after a power cut.
package partial

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"lianshen/internal/clock"
	"lianshen/internal/errs"
)

// Bounds of what is kept.
const (
	// Kept is for how long an upload may take.
	Kept = 24 * time.Hour
	// Most are the uploads that a person may have under way.
	Most = 10
)

// Errors that are told.
var (
	ErrUnknown = errs.New(errs.NotFound, "tus.unknown",
		errs.Text{ZH: "没有该上传，或已完成、已撤销", EN: "there is no such upload, or it is complete or was ended"},
		errs.Text{ZH: "请重新开始上传", EN: "begin it anew"})
	ErrGone = errs.New(errs.NotFound, "tus.gone",
		errs.Text{ZH: "上传已超过24小时，已作废", EN: "the upload took longer than 24 hours and is void"},
		errs.Text{ZH: "请重新开始上传", EN: "begin it anew"})
	ErrOffset = errs.New(errs.Conflict, "tus.offset",
		errs.Text{ZH: "续传位置与已收到的不符", EN: "the offset is not what has arrived"},
		errs.Text{ZH: "请以 HEAD 查询 Upload-Offset 后续传", EN: "ask by HEAD for the Upload-Offset and go on from there"}).On("Upload-Offset")
	ErrBusy = errs.New(errs.Conflict, "tus.locked",
		errs.Text{ZH: "该上传正在接收另一个请求的内容", EN: "another request is sending to the upload"},
		errs.Text{ZH: "请稍后续传", EN: "go on a little later"})
	ErrTooMuch = errs.New(errs.Limit, "tus.too_much",
		errs.Text{ZH: "内容超过所声明的 Upload-Length", EN: "there is more than the Upload-Length said"},
		errs.Text{ZH: "请按声明的长度上传", EN: "send as much as was said"})
	ErrMany = errs.New(errs.Limit, "tus.many",
		errs.Text{ZH: fmt.Sprintf("未完成的上传已达%d个", Most), EN: fmt.Sprintf("%d uploads are under way already", Most)},
		errs.Text{ZH: "请先完成或撤销其中一部分", EN: "complete or end some of them first"})
)

// Upload (续传) is a file that is on its way into a slot of a project.
type Upload struct {
	ID      string    `json:"id"`
	Person  string    `json:"person"`
	Project string    `json:"project"`
	Slug    string    `json:"slug"`
	Name    string    `json:"name"`   // of the file
	Length  int64     `json:"length"` // that it will have
	Offset  int64     `json:"offset"` // bytes that are on the disk
	Expires time.Time `json:"expires"`
}

// Folder is an open folder. It is safe for concurrent use, by one process.
type Folder struct {
	root  *os.Root
	clock clock.Clock

	mu   sync.Mutex
	all  map[string]Upload
	busy map[string]bool
}

// Open opens a folder, which it makes, with what a process before has left there.
func Open(dir string, c clock.Clock) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("uploads under way: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("uploads under way: %w", err)
	}
	f := &Folder{root: root, clock: c, all: map[string]Upload{}, busy: map[string]bool{}}
	return f, f.load(dir)
}

// load reads what is there, and takes away what no upload names.
func (f *Folder) load(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		id, ok := strings.CutSuffix(e.Name(), ".json")
		if !ok {
			continue
		}
		raw, err := f.root.ReadFile(e.Name())
		if err != nil {
			return err
		}
		var u Upload
		if json.Unmarshal(raw, &u) == nil && u.ID == id {
			f.all[id] = u
		}
	}
	for _, e := range entries {
		if id := strings.TrimSuffix(e.Name(), filepath.Ext(e.Name())); f.all[id].ID == "" {
			if err := f.root.Remove(e.Name()); err != nil {
				return err
			}
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sweep()
	return nil
}

// Close lets go of the folder.
func (f *Folder) Close() error { return f.root.Close() }

// sweep takes away what has expired and nobody is at. The file of one that is not there, or
// cannot be taken away, is found again when the folder is opened.
func (f *Folder) sweep() {
	for id, u := range f.all {
		if !f.clock.Now().Before(u.Expires) && !f.busy[id] {
			f.forget(id)
		}
	}
}

func (f *Folder) forget(id string) {
	delete(f.all, id)
	_ = f.root.Remove(id + ".json")
	_ = f.root.Remove(id + ".part")
}

// Begin makes room for an upload; its identifier, offset and end are given. ErrMany.
func (f *Folder) Begin(u Upload) (Upload, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sweep()
	n := 0
	for _, other := range f.all {
		if other.Person == u.Person {
			n++
		}
	}
	if n >= Most {
		return u, ErrMany
	}
	u.ID, u.Offset, u.Expires = rand.Text(), 0, f.clock.Now().Add(Kept)
	part, err := f.root.OpenFile(u.ID+".part", os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return u, err
	}
	if err := part.Close(); err != nil {
		return u, err
	}
	return u, f.save(u)
}

// save writes what an upload is, whole or not at all.
func (f *Folder) save(u Upload) error {
	raw, err := json.Marshal(u)
	if err != nil {
		return err
	}
	temporary := u.ID + ".new"
	file, err := f.root.OpenFile(temporary, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err = file.Write(raw); err == nil {
		err = file.Sync()
	}
	if bad := file.Close(); err == nil {
		err = bad
	}
	if err == nil {
		err = f.root.Rename(temporary, u.ID+".json")
	}
	if err == nil {
		f.all[u.ID] = u
	}
	return err
}

// Under reports how many bytes are promised to a project by uploads under way.
func (f *Folder) Under(project string) int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	total := int64(0)
	for _, u := range f.all {
		if u.Project == project && f.clock.Now().Before(u.Expires) {
			total += u.Length
		}
	}
	return total
}

// Find gives an upload of a person: ErrUnknown where there is none of theirs, ErrGone after its
// time.
func (f *Folder) Find(id, person string) (Upload, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.find(id, person)
}

func (f *Folder) find(id, person string) (Upload, error) {
	u, ok := f.all[id]
	switch {
	case !ok || u.Person != person:
		return Upload{}, ErrUnknown
	case !f.clock.Now().Before(u.Expires):
		return Upload{}, ErrGone
	}
	return u, nil
}

// hold finds an upload and keeps others from it until release.
func (f *Folder) hold(id, person string) (u Upload, release func(), err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if u, err = f.find(id, person); err != nil {
		return u, nil, err
	}
	if f.busy[id] {
		return u, nil, ErrBusy
	}
	f.busy[id] = true
	return u, func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.busy, id)
	}, nil
}

// Append adds what r gives from an offset on and returns the upload as it then is; what has
// arrived before r failed is kept. ErrOffset, ErrTooMuch (and nothing is kept), ErrBusy, those
// of Find, and those of r.
func (f *Folder) Append(id, person string, offset int64, r io.Reader) (Upload, error) {
	u, release, err := f.hold(id, person)
	if err != nil {
		return u, err
	}
	defer release()
	if offset != u.Offset {
		return u, ErrOffset
	}
	n, failed := f.write(u, r)
	if n < 0 {
		return u, failed
	}
	u.Offset += n
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.save(u); err != nil {
		return u, err
	}
	return u, failed
}

// write appends bytes and has them on the disk: how many, -1 where none count.
func (f *Folder) write(u Upload, r io.Reader) (int64, error) {
	part, err := f.root.OpenFile(u.ID+".part", os.O_WRONLY, 0)
	if err != nil {
		return -1, err
	}
	defer part.Close()
	if err := part.Truncate(u.Offset); err != nil { // what came before a crash and is not vouched for
		return -1, err
	}
	if _, err := part.Seek(u.Offset, io.SeekStart); err != nil {
		return -1, err
	}
	left := u.Length - u.Offset
	n, failed := io.CopyBuffer(struct{ io.Writer }{part}, io.LimitReader(r, left+1), make([]byte, 256<<10))
	if n > left {
		return -1, ErrTooMuch
	}
	if err := part.Sync(); err != nil {
		return -1, err
	}
	return n, failed
}

// Finish gives the bytes of an upload that is whole to keep, and takes it away once they are
// kept or refused for good. An upload that is not whole is left as it is.
func (f *Folder) Finish(id, person string, keep func(Upload, io.Reader) error) error {
	u, release, err := f.hold(id, person)
	if err != nil {
		return err
	}
	defer release()
	if u.Offset != u.Length {
		return nil
	}
	part, err := f.root.Open(id + ".part")
	if err != nil {
		return err
	}
	err = keep(u, io.LimitReader(part, u.Length))
	if bad := part.Close(); err == nil {
		err = bad
	}
	if err == nil || forGood(err) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.forget(id)
	}
	return err
}

// forGood reports whether an error is of the file or of its slot, and not of the moment.
func forGood(err error) bool {
	switch errs.As(err).Category {
	case errs.Internal, errs.Unavailable:
		return false
	}
	return true
}

// End takes an upload away.
func (f *Folder) End(id, person string) error {
	_, release, err := f.hold(id, person)
	if err != nil {
		return err
	}
	defer release()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.forget(id)
	return nil
}
