package hostile

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"fmt"
	"math/big"
	"sync"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/pkcs7"
)

// SignerName and SignerOrganisation are in the certificate that signs the cases.
const (
	SignerName         = "张三"
	SignerOrganisation = "东莞市绿源纸业有限公司"
)

// signed are files with an electronic signature, intact and not.
func signed() []Case {
	integrity := func(s string, revisions int) Outcome {
		return Outcome{Signatures: []string{s}, Revisions: revisions}
	}
	return []Case{
		{Name: "signed", Note: "signed and intact", Bytes: Signed, Want: integrity("valid", 1)},
		{Name: "signed-then-changed", Note: "one letter of the page changed after signing", Bytes: signedThenChanged, Want: integrity("invalid", 1)},
		{Name: "signed-then-updated", Note: "the page replaced by an incremental update after signing", Bytes: signedThenUpdated, Want: integrity("invalid", 2)},
		{Name: "signed-wide-gap", Note: "the unsigned gap holds more than the signature", Bytes: signedWideGap, Want: integrity("invalid", 1)},
		{Name: "signed-sm2", Note: "signed with SM2, which the standard library does not know", Bytes: signedSM2, Want: integrity("unknown", 1)},
	}
}

// key is made once; its certificate is self-signed.
var key = sync.OnceValues(func() (*rsa.PrivateKey, *x509.Certificate) {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(7),
		Subject:      pkix.Name{CommonName: SignerName, Organization: []string{SignerOrganisation}, Country: []string{"CN"}},
		NotBefore:    time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:     time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC),
		KeyUsage:     x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &k.PublicKey, k)
	if err != nil {
		panic(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return k, cert
})

// Signed returns a file with one valid signature, shown on page 1 at [300 100 450 180] of
// user space.
func Signed() []byte { return signWith(rsaCMS) }

// reserve is the room for the signature, in bytes.
const reserve = 4096

// signWith writes the file with room for a signature and fills in what sign makes of the
// bytes around it.
func signWith(sign func([]byte) []byte) []byte {
	f := &File{}
	tree, field := f.Reserve(), f.Reserve()
	room := bytes.Repeat([]byte("00"), reserve)
	value := f.Add("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /M (D:20260912102000+08'00') /ByteRange [0 1000000001 1000000002 1000000003] /Contents <%s> >>", room)
	page := f.Page(tree, fmt.Sprintf("%s %s /Annots [%d 0 R]", a4, helvFont, field), hello)
	f.Set(field, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /V %d 0 R /Rect [300 100 450 180] /P %d 0 R /F 132 >>", value, page)
	f.Pages(tree, page)
	root := f.Add("<< /Type /Catalog /Pages %d 0 R /AcroForm << /SigFlags 3 /Fields [%d 0 R] >> >>", tree, field)
	data := f.Bytes(root)
	start := bytes.Index(data, append([]byte("/Contents <"), room...)) + len("/Contents ")
	end := start + len(room) + 2
	for placeholder, n := range map[string]int{"1000000001": start, "1000000002": end, "1000000003": len(data) - end} {
		data = bytes.Replace(data, []byte(placeholder), fmt.Appendf(nil, "%-10d", n), 1)
	}
	signature := sign(append(bytes.Clone(data[:start]), data[end:]...))
	hex.Encode(data[start+1:], signature)
	return data
}

// rsaCMS makes a detached CMS signature with SHA-256 and RSA.
func rsaCMS(content []byte) []byte {
	k, cert := key()
	digest := sha256.Sum256(content)
	sd, err := pkcs7.NewSignedData()
	if err != nil {
		panic(err)
	}
	if err := sd.AddSigner(cert, k, digest[:], pkcs7.OIDDigestAlgorithmSHA256, pkcs7.SignerInfoConfig{}); err != nil {
		panic(err)
	}
	out, err := sd.Finish()
	if err != nil {
		panic(err)
	}
	return out
}

func signedThenChanged() []byte {
	return bytes.Replace(Signed(), []byte("(Hello)"), []byte("(Hallo)"), 1)
}

// signedThenUpdated appends a new version of the page content.
func signedThenUpdated() []byte {
	data := Signed()
	at := len(data)
	before := bytes.LastIndex(data, []byte("startxref\n")) + len("startxref\n")
	var previous int
	_, _ = fmt.Sscan(string(data[before:]), &previous)
	stream := "BT /F1 24 Tf 72 700 Td (Changed) Tj ET"
	b := bytes.NewBuffer(data)
	fmt.Fprintf(b, "4 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n", len(stream), stream)
	table := b.Len()
	fmt.Fprintf(b, "xref\n4 1\n%010d 00000 n \ntrailer\n<< /Size 7 /Root 6 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n", at, previous, table)
	return b.Bytes()
}

// signedWideGap leaves a whole key and value unsigned before the signature.
func signedWideGap() []byte {
	data := Signed()
	i := bytes.Index(data, []byte("/ByteRange [0 ")) + len("/ByteRange [0 ")
	var gap int
	_, _ = fmt.Sscan(string(data[i:]), &gap)
	return append(append(bytes.Clone(data[:i]), fmt.Sprintf("%-10d", gap-len("/Contents "))...), data[i+10:]...)
}

// signedSM2 holds a signature whose certificate uses the SM2 curve.
func signedSM2() []byte {
	return signWith(func(content []byte) []byte {
		der := rsaCMS(content)
		// 1.2.840.113549.1.1.1 (RSA) becomes 1.2.156.10197.1.301 (SM2), padded with zeros.
		return bytes.ReplaceAll(der, []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01}, []byte{0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d, 0x00})
	})
}
