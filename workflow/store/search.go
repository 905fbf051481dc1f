package store

import (
	"math"
	"strings"

	"lianshen/workflow"
	"lianshen/workflow/unitlist"
)

// folded is a name as it is compared: in usual width, small letters, without white space.
func folded(name string) []rune { return []rune(strings.ToLower(unitlist.Plain(name))) }

// grams are the pairs of neighbouring characters of a name, each once.
func grams(name string) []string {
	runes, seen := folded(name), map[string]bool{}
	var out []string
	for i := 1; i < len(runes); i++ {
		if g := string(runes[i-1 : i+1]); !seen[g] {
			seen[g] = true
			out = append(out, g)
		}
	}
	return out
}

func (t *tx) insertGrams(e *workflow.Enterprise) error {
	for _, g := range grams(e.Name) {
		if err := t.exec(`INSERT INTO name_grams (gram, enterprise_id) VALUES ($1, $2)`, g, e.ID); err != nil {
			return err
		}
	}
	return nil
}

// Bounds of one search by name, so that none takes long: more follow on the next page.
const (
	commonGram = 300 // from how many names on a pair of characters counts as common
	nameBatch  = 100
	maxNames   = 1000 // names that are looked at
)

func scanNamed(r row, f *workflow.Found) error { return r.Scan(&f.Enterprise, &f.Name, &f.Branch) }

// ByName goes through the names that have the rarest pair of the text's characters.
func (t *tx) ByName(text, after string, limit int) (found []workflow.Found, next string, err error) {
	gram, err := t.rarest(grams(text))
	if err != nil || gram == "" {
		return nil, "", err
	}
	want := string(folded(text))
	for range maxNames / nameBatch {
		names, err := all(t, scanNamed, `SELECT e.id, e.name, e.branch FROM name_grams g JOIN enterprises e ON e.id = g.enterprise_id
			WHERE g.gram = $1 AND g.enterprise_id > $2 ORDER BY g.enterprise_id LIMIT $3`, gram, after, nameBatch)
		if err != nil {
			return nil, "", err
		}
		for _, f := range names {
			if after = f.Enterprise; strings.Contains(string(folded(f.Name)), want) {
				f.By = workflow.ByName
				found = append(found, f)
			}
			if len(found) == limit {
				return found, after, nil
			}
		}
		if len(names) < nameBatch {
			return found, "", nil
		}
	}
	return found, after, nil
}

// rarest is a gram of few names, of the fewest when all are common; "" when some gram is of none.
func (t *tx) rarest(grams []string) (string, error) {
	best, fewest := "", math.MaxInt
	for _, g := range grams {
		n, err := one(t, scalar[int], `SELECT COUNT(*) FROM
			(SELECT enterprise_id FROM name_grams WHERE gram = $1 ORDER BY enterprise_id LIMIT $2) AS few`, g, commonGram)
		if err != nil || *n == 0 {
			return "", err
		}
		if *n < fewest {
			best, fewest = g, *n
		}
		if fewest < nameBatch {
			break // one batch has them all
		}
	}
	return best, nil
}

// numberQueries find what a number is of, each by an index of its own.
var numberQueries = []struct{ by, query string }{
	{workflow.ByUSCC, `SELECT id, name, branch, '', '' FROM enterprises WHERE uscc = $1`},
	{workflow.ByPermit, `SELECT id, name, branch, '', '' FROM enterprises WHERE permit = $1 AND permit <> '' ORDER BY id LIMIT 20`},
	{workflow.ByReceipt, `SELECT e.id, e.name, p.branch, p.id, a.id FROM receipts r JOIN applications a ON a.id = r.application_id
		JOIN projects p ON p.id = a.project_id JOIN enterprises e ON e.id = p.enterprise_id WHERE r.number = $1`},
	{workflow.ByFiling, `SELECT e.id, e.name, p.branch, p.id, '' FROM filings f JOIN projects p ON p.id = f.project_id
		JOIN enterprises e ON e.id = p.enterprise_id WHERE f.number = $1`},
	{workflow.BySerial, `SELECT DISTINCT e.id, e.name, p.branch, p.id, '' FROM instruments i JOIN projects p ON p.id = i.project_id
		JOIN enterprises e ON e.id = p.enterprise_id WHERE i.serial = $1 LIMIT 20`},
	{workflow.ByMN, `SELECT DISTINCT e.id, e.name, p.branch, p.id, '' FROM instruments i JOIN projects p ON p.id = i.project_id
		JOIN enterprises e ON e.id = p.enterprise_id WHERE i.mn = $1 LIMIT 20`},
}

func scanFound(r row, f *workflow.Found) error {
	return r.Scan(&f.Enterprise, &f.Name, &f.Branch, &f.Project, &f.Application)
}

// ByNumber tries each way of writing the number, and takes the first that is of anything.
func (t *tx) ByNumber(ways []string) ([]workflow.Found, error) {
	var out []workflow.Found
	for _, number := range ways {
		for _, q := range numberQueries {
			rows, err := all(t, scanFound, q.query, number)
			if err != nil {
				return nil, err
			}
			for _, f := range rows {
				f.By = q.by
				out = append(out, f)
			}
		}
		if len(out) > 0 {
			break
		}
	}
	return out, nil
}
