package pdf

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/pkcs7"
)

// oidSigningTime is the signed attribute with the time that the signer claims (RFC 5652
// section 11.3).
var oidSigningTime = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 5}

// verify checks the CMS signature in r and reads the signer from it.
func (d *Document) verify(s *Signature, subFilter string, r byteRange) {
	s.CoversWholeFile = r.sound && r.whole
	if !r.sound {
		s.Integrity = Invalid
		return
	}
	signer, cert, embedded, err := parseCMS(r.contents)
	if err != nil {
		s.Algorithm = foreignAlgorithm(r.contents)
		return
	}
	s.describe(cert, signer)
	if t := signingTime(signer); t != nil {
		s.SignedAt = t
	}
	s.Integrity = integrity(checkCMS(cert, signer, embedded, subFilter, r.signedBytes(d.data)))
}

// describe copies what the certificate says of the signer.
func (s *Signature) describe(cert *x509.Certificate, signer pkcs7.SignerInfo) {
	s.Subject = clean(cert.Subject.CommonName)
	if len(cert.Subject.Organization) > 0 {
		s.Organisation = clean(cert.Subject.Organization[0])
	}
	s.Algorithm = cert.PublicKeyAlgorithm.String()
	if hash, err := pkcs7.HashForOID(signer.DigestAlgorithm.Algorithm); err == nil {
		s.Algorithm = strings.ReplaceAll(hash.String(), "-", "") + "-" + s.Algorithm
	}
	if bytes.Equal(cert.RawIssuer, cert.RawSubject) {
		s.Trust = "untrusted"
	}
}

// parseCMS returns the first signer, its certificate and the embedded content. Trailing
// zeros fill up the space that was reserved for the signature.
func parseCMS(contents []byte) (signer pkcs7.SignerInfo, cert *x509.Certificate, embedded []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("parse signature: %v", p)
		}
	}()
	var outer asn1.RawValue
	if _, err := asn1.Unmarshal(contents, &outer); err == nil {
		contents = outer.FullBytes
	}
	p7, err := pkcs7.Parse(contents)
	if err != nil {
		return signer, nil, nil, err
	}
	if len(p7.Signers) == 0 {
		return signer, nil, nil, errors.New("no signer")
	}
	signer = p7.Signers[0]
	cert, err = pkcs7.GetCertFromCertsByIssuerAndSerial(p7.Certificates, signer.IssuerAndSerialNumber)
	if err != nil || cert == nil {
		return signer, nil, nil, errors.Join(errors.New("no certificate of the signer"), err)
	}
	return signer, cert, p7.Content, nil
}

// errUnsupported marks a kind of signature that is not checked.
var errUnsupported = errors.New("unsupported kind of signature")

// checkCMS compares digest and signature by the rules of the sub-filter (ISO 32000-1
// table 257).
func checkCMS(cert *x509.Certificate, signer pkcs7.SignerInfo, embedded []byte, subFilter string, signed []byte) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", errUnsupported, p)
		}
	}()
	switch subFilter {
	case "adbe.pkcs7.detached", "ETSI.CAdES.detached":
		return pkcs7.CheckSignature(cert, signer, signed)
	case "adbe.pkcs7.sha1":
		if err := pkcs7.VerifyMessageDigestEmbedded(embedded, signed); err != nil {
			return err
		}
		return pkcs7.CheckSignature(cert, signer, embedded)
	default:
		return errUnsupported
	}
}

// integrity tells a signature that fails from one that cannot be checked.
func integrity(err error) Integrity {
	switch {
	case err == nil:
		return Valid
	case errors.Is(err, errUnsupported), errors.Is(err, pkcs7.ErrUnsupportedAlgorithm), errors.Is(err, x509.ErrUnsupportedAlgorithm):
		return Unknown
	default:
		return Invalid
	}
}

// signingTime reads the signed attribute with the claimed time.
func signingTime(signer pkcs7.SignerInfo) *time.Time {
	for _, a := range signer.AuthenticatedAttributes {
		if !a.Type.Equal(oidSigningTime) {
			continue
		}
		var t time.Time
		if _, err := asn1.Unmarshal(a.Value.Bytes, &t); err == nil {
			return &t
		}
	}
	return nil
}

// oidSM2 is the arc of the Chinese commercial algorithms (GM/T 0006): SM2, SM3, SM4.
var oidSM2 = []byte{0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01}

// foreignAlgorithm names what could not be parsed, "" when it is not recognised.
func foreignAlgorithm(contents []byte) string {
	if bytes.Contains(contents, oidSM2) {
		return "SM2"
	}
	return ""
}
