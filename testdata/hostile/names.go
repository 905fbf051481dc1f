package hostile

import "strings"

// names are sound files whose names are the attack.
func names() []Case {
	var all []Case
	for _, n := range []struct{ name, note, file string }{
		{"name-traversal", "climbs out of the folder", "../../../../etc/cron.d/report.pdf"},
		{"name-backslash", "climbs out of the folder on Windows", `..\..\windows\system32\report.pdf`},
		{"name-nul", "ends early in C", "report.pdf\x00.exe"},
		{"name-long", "300 Chinese characters, 900 bytes", strings.Repeat("验收报告材料", 50) + ".pdf"},
		{"name-right-to-left", "shows as …exe.pdf although it ends in fdp.exe", "合同\u202efdp.exe"},
		{"name-newline", "breaks logs and headers", "report.pdf\r\nSet-Cookie: a=b"},
		{"name-empty", "has no name", " "},
		{"name-markup", "is markup", `"><script>alert(1)</script>.pdf`},
		{"name-device", "is a device on Windows", "CON.pdf"},
	} {
		all = append(all, Case{Name: n.name, Note: n.note, FileName: n.file, Bytes: func() []byte { return simple("") }})
	}
	return all
}
