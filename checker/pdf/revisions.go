package pdf

import (
	"bytes"
	"strconv"
)

// maxRevisions bounds the walk along /Prev.
const maxRevisions = 1000

// countRevisions counts the saved states of a file: 1 plus its incremental updates. It
// follows the chain of cross-reference sections from the last startxref. A linearized file
// has two sections for one state, and a hybrid section (/XRefStm) belongs to its table. When
// the chain is broken the end marks are counted instead.
func countRevisions(data []byte) int {
	offset, ok := lastStartxref(data)
	if !ok {
		return 1
	}
	seen := map[int]bool{}
	for ok && !seen[offset] && len(seen) < maxRevisions {
		trailer, found := trailerAt(data, offset)
		if !found {
			return countEnds(data)
		}
		seen[offset] = true
		offset, ok = intAfter(trailer, "/Prev")
	}
	n := len(seen)
	if n > 1 && linearized(data) {
		n--
	}
	return max(1, n)
}

// lastStartxref returns the number after the last "startxref".
func lastStartxref(data []byte) (int, bool) {
	i := bytes.LastIndex(data, []byte("startxref"))
	if i < 0 {
		return 0, false
	}
	return intAfter(head(data[i:], 64), "startxref")
}

// trailerAt returns the dictionary of the cross-reference table or stream at offset. The
// window is wide enough for a table of 500 000 entries, 20 bytes each.
func trailerAt(data []byte, offset int) ([]byte, bool) {
	const tableWindow, dictWindow = 10 << 20, 16 << 10
	if offset < 0 || offset >= len(data) {
		return nil, false
	}
	section := bytes.TrimLeft(head(data[offset:], tableWindow), "\x00\t\n\f\r ")
	if bytes.HasPrefix(section, []byte("xref")) {
		i := bytes.Index(section, []byte("trailer"))
		if i < 0 {
			return nil, false
		}
		return dictionary(head(section[i:], dictWindow))
	}
	if first := head(section, 32); !bytes.Contains(first, []byte("obj")) {
		return nil, false
	}
	return dictionary(head(section, dictWindow))
}

// dictionary cuts data down to its first dictionary, without looking into strings: the
// trailer's only strings are the hexadecimal file identifiers.
func dictionary(data []byte) ([]byte, bool) {
	depth, start := 0, -1
	for i := 0; i+1 < len(data); i++ {
		switch string(data[i : i+2]) {
		case "<<":
			if depth == 0 {
				start = i
			}
			depth++
			i++
		case ">>":
			depth--
			i++
			if depth == 0 {
				return data[start : i+1], true
			}
			if depth < 0 {
				return nil, false
			}
		}
	}
	return nil, false
}

// countEnds counts end marks that close a revision.
func countEnds(data []byte) int {
	n := bytes.Count(data, []byte("%%EOF"))
	if n > 1 && linearized(data) {
		n--
	}
	return min(max(1, n), maxRevisions)
}

// linearized reports whether the file was written for viewing page by page.
func linearized(data []byte) bool { return bytes.Contains(head(data, 2048), []byte("/Linearized")) }

// intAfter reads the number that follows the first whole key in data.
func intAfter(data []byte, key string) (int, bool) {
	for {
		i := bytes.Index(data, []byte(key))
		if i < 0 {
			return 0, false
		}
		data = data[i+len(key):]
		digits := bytes.TrimLeft(data, "\x00\t\n\f\r ")
		end := 0
		for end < len(digits) && digits[end] >= '0' && digits[end] <= '9' {
			end++
		}
		if end > 0 && end < 16 {
			n, err := strconv.Atoi(string(digits[:end]))
			return n, err == nil
		}
	}
}
