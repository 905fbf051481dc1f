package equipmentlist

import (
	"maps"
	"strings"
)

// Change (变动) is how many rows of a part another table has more, less or otherwise.
type Change struct {
	Part                    *Part
	Added, Removed, Changed int
}

// Any reports whether there is a change.
func (c Change) Any() bool { return c.Added+c.Removed+c.Changed > 0 }

// Changes compares two tables part by part, and gives the rows of the second that the first has
// not, by part. Rows that are the same may stand in another order.
func Changes(before, after Table) ([]Change, map[string]map[int]bool) {
	var out []Change
	rows := map[string]map[int]bool{}
	for i := range All {
		p := &All[i]
		c := Change{Part: p}
		left := filled(before[p.Key])
		rows[p.Key] = map[int]bool{}
		for n, row := range after[p.Key] {
			if row.Empty() {
				continue
			}
			if !take(&left, row) {
				rows[p.Key][n] = true
			}
		}
		fresh := len(rows[p.Key])
		c.Changed = min(fresh, len(left))
		c.Added, c.Removed = fresh-c.Changed, len(left)-c.Changed
		out = append(out, c)
	}
	return out, rows
}

func filled(rows []Row) []Row {
	var out []Row
	for _, r := range rows {
		if !r.Empty() {
			out = append(out, r)
		}
	}
	return out
}

// take takes a row out of those that are left; false when it is not there.
func take(left *[]Row, row Row) bool {
	for i, other := range *left {
		if maps.Equal(trimmed(other), trimmed(row)) {
			*left = append((*left)[:i:i], (*left)[i+1:]...)
			return true
		}
	}
	return false
}

func trimmed(r Row) Row {
	out := Row{}
	for key, text := range r {
		out.set(key, strings.TrimSpace(text))
	}
	return out
}
