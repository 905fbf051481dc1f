package workflow

import (
	"context"
	"strings"

	"lianshen/workflow/unitlist"
)

// SearchQuery says what to look for, within a branch or with "" in the city.
type SearchQuery struct {
	Text   string
	Branch string
	After  string
	Limit  int
}

// Found (检索结果) is an enterprise, with the project and application where the text is of one.
type Found struct {
	// By is what the text was found to be: name, uscc, permit, receipt, filing, serial or mn.
	By          string `json:"by"`
	Enterprise  string `json:"enterprise"`
	Name        string `json:"name"`
	Branch      string `json:"branch"`
	Project     string `json:"project"`
	Application string `json:"application"`
}

// What a search may find.
const (
	ByName    = "name"    // a part of the enterprise's name, of two characters or more
	ByUSCC    = "uscc"    // the whole of one of these numbers
	ByPermit  = "permit"  // 排污许可证编号
	ByReceipt = "receipt" // 收件号
	ByFiling  = "filing"  // 备案号
	BySerial  = "serial"  // 出厂编号
	ByMN      = "mn"      // MN号
)

// maxSearch bounds a text, in characters; no name or number comes near it.
const maxSearch = 100

// Search (检索) finds enterprises, projects and applications by a number, or a part of a name. What a
// number is of comes first; names follow in the order of registration.
func (s *Service) Search(ctx context.Context, q SearchQuery) (*Page[Found], error) {
	after, err := cursor(q.After)
	if err != nil {
		return nil, err
	}
	words, err := text("text", q.Text, maxSearch)
	if err != nil {
		return nil, err
	}
	page := &Page[Found]{Items: []Found{}}
	err = s.store.View(ctx, func(r Reader) error {
		if after.ID == "" {
			numbers, err := r.ByNumber(number(words))
			if err != nil {
				return err
			}
			page.Items = append(page.Items, within(q.Branch, numbers)...)
		}
		names, next, err := r.ByName(words, after.ID, pageSize(q.Limit))
		if next != "" {
			page.Next = Cursor{"", next}.String()
		}
		page.Items = append(page.Items, within(q.Branch, names)...)
		return err
	})
	return page, err
}

// number writes a text as numbers are written, in usual and in capital letters. Numbers of
// documents keep their brackets.
func number(words string) []string {
	plain := unitlist.Plain(words)
	out := []string{words}
	for _, s := range []string{plain, strings.ToUpper(plain)} {
		if s != out[len(out)-1] {
			out = append(out, s)
		}
	}
	return out
}

func within(branch string, found []Found) []Found {
	if branch == "" {
		return found
	}
	var out []Found
	for _, f := range found {
		if f.Branch == branch {
			out = append(out, f)
		}
	}
	return out
}
