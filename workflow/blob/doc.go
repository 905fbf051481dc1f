// Package blob keeps files under the SHA-256 of their bytes: what was uploaded, and what was
// read from it.
//
// Put returns when the file is on the disk to stay, so that a row that names a digest never
// names a file that a power cut can take away. Open checks what it reads against the digest:
// a file that was changed on the disk is an error, never wrong bytes. The same bytes are kept
// once, however often they come.
//
// Files lie in any bucket of gocloud.dev/blob; a directory is the default (decision 16). The
// package is a leaf: it knows no document and no row. Which files are named, and so which are
// orphans, the workflow says.
package blob
