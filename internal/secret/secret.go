// Package secret makes what one person is given and nobody else has: secrets of sessions,
// access tokens and one-time links. Only their digests are kept.
package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

// New returns a secret of 256 bits, as it stands in an address, and its digest.
func New() (secret, digest string) {
	raw := make([]byte, 32)
	rand.Read(raw)
	secret = base64.RawURLEncoding.EncodeToString(raw)
	return secret, Digest(secret)
}

// Digest is the SHA-256 of a secret, in hex.
func Digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
