package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/fileblob" // opens file://
	"gocloud.dev/gcerrors"
)

// Store (文件库) is an open bucket. It is safe for concurrent use, by several processes too.
type Store struct {
	bucket *blob.Bucket
	place  placer
}

// placer brings a finished temporary file to its key, to stay.
type placer interface {
	// temporary makes the file that is filled first.
	temporary() (*os.File, error)
	// put moves what f holds to the key; f is closed and gone afterwards.
	put(ctx context.Context, f *os.File, key string) error
}

// Open opens the bucket of a URL, "file:///var/lib/lianshen/blobs" or that of another driver
// that the program was built with. Errors have the code blob.unreachable.
func Open(ctx context.Context, bucket string) (*Store, error) {
	u, err := url.Parse(bucket)
	if err != nil {
		return nil, unreachable.Wrap(err)
	}
	if u.Scheme == "file" {
		return OpenFolder(ctx, filepath.FromSlash(u.Path))
	}
	b, err := blob.OpenBucket(ctx, bucket)
	if err != nil {
		return nil, unreachable.Wrap(err)
	}
	return &Store{bucket: b, place: remote{b}}, nil
}

// OpenFolder opens a directory, which it makes.
func OpenFolder(ctx context.Context, dir string) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err == nil {
		err = makeFolder(dir)
	}
	if err != nil {
		return nil, unreachable.Wrap(err)
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(dir), RawQuery: "metadata=skip&no_tmp_dir=1"}
	b, err := blob.OpenBucket(ctx, u.String())
	if err != nil {
		return nil, unreachable.Wrap(err)
	}
	return &Store{bucket: b, place: folder{dir}}, nil
}

// Close lets go of the bucket.
func (s *Store) Close() error { return s.bucket.Close() }

// Put keeps what r gives, at most limit bytes, and returns its digest in hex and its size. It
// streams; when it returns without error, the file will be there after a power cut. What is
// there already is written anew, which mends a damaged one. Errors: file.empty,
// blob.too_large, blob.unreachable, and those of r as they are.
func (s *Store) Put(ctx context.Context, r io.Reader, limit int64) (digest string, size int64, err error) {
	f, err := s.place.temporary()
	if err != nil {
		return "", 0, unreachable.Wrap(err)
	}
	placed := false
	defer func() {
		if !placed {
			_ = f.Close()
			os.Remove(f.Name())
		}
	}()
	digest, size, err = fill(f, stopping{ctx, r}, limit)
	if err != nil {
		return "", 0, err
	}
	placed = true
	if err := s.place.put(ctx, f, keyOf(digest)); err != nil {
		return "", 0, unreachable.Wrap(err)
	}
	return digest, size, nil
}

// fill copies r into f. One byte more than the limit is read, to tell a file of just the
// limit from a larger one.
func fill(f *os.File, r io.Reader, limit int64) (string, int64, error) {
	sum := sha256.New()
	out := &sink{w: io.MultiWriter(f, sum)}
	n, err := io.CopyBuffer(out, io.LimitReader(r, limit+1), make([]byte, 256<<10))
	switch {
	case out.failed != nil:
		return "", 0, unreachable.Wrap(out.failed)
	case err != nil:
		return "", 0, err
	case n == 0:
		return "", 0, ErrEmpty
	case n > limit:
		return "", 0, tooLarge(limit)
	}
	return hex.EncodeToString(sum.Sum(nil)), n, nil
}

// sink remembers that it was writing that failed: a full disk is not the sender's fault.
type sink struct {
	w      io.Writer
	failed error
}

func (s *sink) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	s.failed = err
	return n, err
}

// stopping ends a copy when nobody waits for it any more.
type stopping struct {
	ctx context.Context
	r   io.Reader
}

func (s stopping) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}

// Open reads a file. It gives ErrMissing when there is none; reading gives ErrDamaged instead
// of io.EOF when what was read is not what the digest says, so what came before must not be
// believed until then.
func (s *Store) Open(ctx context.Context, digest string) (io.ReadCloser, error) {
	digest = plain(digest)
	r, err := s.bucket.NewReader(ctx, keyOf(digest), nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, ErrMissing.Wrap(fmt.Errorf("file %s", digest))
	}
	if err != nil {
		return nil, unreachable.Wrap(err)
	}
	return &verified{ReadCloser: r, size: r.Size(), want: digest, sum: sha256.New()}, nil
}

// Check reads a file to its end: nil, ErrMissing, ErrDamaged, or that it cannot be read.
func (s *Store) Check(ctx context.Context, digest string) error {
	r, err := s.Open(ctx, digest)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, stopping{ctx, r})
	return errors.Join(err, r.Close())
}

// Has reports whether there is a file of a digest; it does not read it.
func (s *Store) Has(ctx context.Context, digest string) (bool, error) {
	ok, err := s.bucket.Exists(ctx, keyOf(plain(digest)))
	if err != nil {
		return false, unreachable.Wrap(err)
	}
	return ok, nil
}

// Object is what lies in the bucket.
type Object struct {
	Key string
	// Digest is that of a file; "" for what is none, such as an upload that was cut off.
	Digest string
	Bytes  int64
	// Written is when it was put last.
	Written time.Time
}

// List gives everything in the bucket, by key.
func (s *Store) List(ctx context.Context) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		all := s.bucket.List(nil)
		for {
			o, err := all.Next(ctx)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Object{}, unreachable.Wrap(err))
				return
			}
			out := Object{Key: o.Key, Bytes: o.Size, Written: o.ModTime}
			if name := o.Key[strings.LastIndexByte(o.Key, '/')+1:]; IsDigest(name) && keyOf(name) == o.Key {
				out.Digest = name
			}
			if !yield(out, nil) {
				return
			}
		}
	}
}

// Forget takes a file away by its digest. What is gone already is no error.
func (s *Store) Forget(ctx context.Context, digest string) error {
	return s.Remove(ctx, Object{Key: keyOf(plain(digest))})
}

// Remove takes an object away. What is gone already is no error.
func (s *Store) Remove(ctx context.Context, o Object) error {
	err := s.bucket.Delete(ctx, o.Key)
	if err != nil && gcerrors.Code(err) != gcerrors.NotFound {
		return unreachable.Wrap(err)
	}
	return nil
}

// IsDigest reports whether s is a SHA-256 in lower-case hex.
func IsDigest(s string) bool {
	return len(s) == 2*sha256.Size && strings.Trim(s, "0123456789abcdef") == ""
}

// plain is a digest without the name of its algorithm.
func plain(digest string) string { return strings.TrimPrefix(digest, "sha256:") }

// keyOf spreads files over folders by the first digits of their digests.
func keyOf(digest string) string {
	if !IsDigest(digest) {
		return "none/" + hex.EncodeToString([]byte(digest)) // no such file, and no way out of the bucket
	}
	return digest[:2] + "/" + digest[2:4] + "/" + digest
}
