package blob

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"gocloud.dev/blob"
)

// incoming is the folder of files that are being written. One that stays behind is that of
// an upload that was cut off.
const incoming = "incoming"

// folder places files in a directory itself: fileblob renames without a sync, so a power cut
// may leave a file of zeros, or none, under a name that a row has (decision 16).
type folder struct{ root string }

func (d folder) temporary() (*os.File, error) {
	return os.CreateTemp(filepath.Join(d.root, incoming), "*")
}

// put syncs the bytes, then moves them into place, then syncs the names on the way there.
func (d folder) put(ctx context.Context, f *os.File, key string) error {
	path := filepath.Join(d.root, filepath.FromSlash(key))
	err := errors.Join(ctx.Err(), f.Sync(), f.Close())
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o750)
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return err
	}
	// All of them: another process may have made one and not have synced it yet.
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if err := syncFolder(dir); err != nil || dir == d.root {
			return err
		}
	}
}

// makeFolder makes the bucket, with its place for what is being written.
func makeFolder(dir string) error {
	if err := os.MkdirAll(filepath.Join(dir, incoming), 0o750); err != nil {
		return err
	}
	return errors.Join(syncFolder(dir), syncFolder(filepath.Dir(dir)))
}

func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// remote sends files to a bucket of another kind, which keeps what it has said it keeps. The
// digest, and so the key, is known at the end only: the file waits on the local disk.
type remote struct{ bucket *blob.Bucket }

func (remote) temporary() (*os.File, error) { return os.CreateTemp("", "lianshen-upload-*") }

func (r remote) put(ctx context.Context, f *os.File, key string) error {
	defer func() {
		_ = f.Close()
		os.Remove(f.Name())
	}()
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return r.bucket.Upload(ctx, key, f, &blob.WriterOptions{ContentType: "application/octet-stream"})
}
