package account

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"lianshen/internal/errs"
)

// Lengths of a password in characters. A long one is worth more than a motley one, so no kinds
// of character are demanded (NIST SP 800-63B 5.1.1.2).
const (
	shortestPassword = 12
	longestPassword  = 128
)

var loginName = regexp.MustCompile(`^[a-z0-9][a-z0-9._@-]{2,63}$`)

func checkName(name string) error {
	if loginName.MatchString(name) {
		return nil
	}
	return errs.New(errs.Usage, "account.name",
		errs.Text{ZH: "登录名应为3至64个字母、数字或 . _ @ -", EN: "a login name has 3 to 64 letters, digits or . _ @ -"},
		errs.Text{ZH: "请更正登录名", EN: "correct the name"}).On("name")
}

// checkPassword refuses what is guessed first.
func checkPassword(login, password string) error {
	n := utf8.RuneCountInString(password)
	flat := strings.ToLower(password)
	switch {
	case n < shortestPassword || n > longestPassword:
		return weak("密码应为12至128个字符", "a password has 12 to 128 characters")
	case login != "" && strings.Contains(flat, login), strings.Contains(flat, "lianshen"), strings.Contains(flat, "联审"):
		return weak("密码不得包含登录名或系统名称", "a password does not contain the login name or the product's")
	case few(flat), row(flat):
		return weak("密码过于简单", "the password is too simple")
	}
	return nil
}

func weak(zh, en string) error {
	return errs.New(errs.Usage, "account.password", errs.Text{ZH: zh, EN: en},
		errs.Text{ZH: "可用几个不相关的词连成一句", EN: "use a few words that have nothing to do with one another"}).On("password")
}

// few: hardly any different characters, as in aaaaaaaaaaaa or 121212121212.
func few(s string) bool {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen) < 5
}

// rows are what fingers run along.
var rows = []string{"01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "password", "admin"}

// row: most of it is such a run.
func row(s string) bool {
	rest := s
	for _, r := range rows {
		for size := min(len(r), len(rest)); size >= 4; size-- {
			for at := 0; at+size <= len(r); at++ {
				rest = strings.ReplaceAll(rest, r[at:at+size], "")
			}
		}
	}
	return len(rest) < len(s)/2
}
