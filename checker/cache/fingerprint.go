package cache

import (
	"bytes"
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"sync"
)

// Fingerprint names a program and the files that it loads: another build or another model
// may read differently, whatever version it calls itself. Files are told apart by size and
// time, as make does; the program by its content.
func Fingerprint(files ...string) string {
	h := sha256.New()
	fmt.Fprintln(h, program())
	for _, path := range files {
		if info, err := os.Stat(path); err == nil {
			fmt.Fprintln(h, path, info.Size(), info.ModTime().UnixNano())
		} else {
			fmt.Fprintln(h, path, "missing")
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// program is the build ID that the linker wrote, which stands for the content, or the digest
// of the executable where there is none. A program that cannot look at itself has a
// fingerprint that is never met again.
var program = sync.OnceValue(func() string {
	path, err := os.Executable()
	if err != nil {
		return fmt.Sprintf("process %d", os.Getpid())
	}
	if id := buildID(path); id != "" {
		return id
	}
	f, err := os.Open(path)
	if err != nil {
		return fmt.Sprintf("process %d", os.Getpid())
	}
	defer func() { _ = f.Close() }()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return fmt.Sprintf("process %d", os.Getpid())
	}
	return hex.EncodeToString(h.Sum(nil))
})

// buildID reads the note ".note.go.buildid" of an ELF file; "" when there is none.
func buildID(path string) string {
	f, err := elf.Open(path)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }()
	section := f.Section(".note.go.buildid")
	if section == nil {
		return ""
	}
	note, err := section.Data()
	const header = 16 // three lengths and the name "Go\0\0"
	if err != nil || len(note) <= header || !bytes.Equal(note[12:header], []byte("Go\x00\x00")) {
		return ""
	}
	return string(bytes.TrimRight(note[header:], "\x00"))
}
