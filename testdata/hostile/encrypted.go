package hostile

import (
	"bytes"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// encrypted are files with passwords.
func encrypted() []Case {
	return []Case{
		{Name: "user-password", Note: "a password is needed to open it", Bytes: func() []byte { return encrypt("open", "owner") }, Want: Outcome{Code: "file.password"}},
		{Name: "owner-password", Note: "opens freely, but restricts printing and copying", Bytes: func() []byte { return encrypt("", "owner") }, Want: Outcome{Encrypted: true}},
		{Name: "unknown-handler", Note: "encrypted by a rights management that nobody has", Bytes: unknownHandler, Want: Outcome{Code: "file.encryption_unsupported"}},
	}
}

func encrypt(user, owner string) []byte {
	api.DisableConfigDir()
	var b bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(simple("")), &b, model.NewAESConfiguration(user, owner, 256)); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func unknownHandler() []byte {
	f := &File{}
	tree := f.Reserve()
	f.Pages(tree, f.Page(tree, a4+" "+helvFont, hello))
	f.Trailer = "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt " +
		"<< /Filter /FoxitConnectedPDF /V 4 /R 4 /Length 128 >>"
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}
