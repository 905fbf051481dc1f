package pdf

import (
	"bytes"
	"fmt"
	"strconv"
)

// plausible refuses, before pdfcpu sees it, a file whose cross-reference data claims more
// objects than the limits or its own size allow. pdfcpu has limits of its own; this one
// also covers classic tables, which it reads line by line.
func plausible(data []byte, l Limits) error {
	most := min(l.MaxObjects, len(data)) // an object takes more than one byte, even compressed
	for _, key := range []string{"/Size", "/Index", "/N ", "/First"} {
		if n := largestAfter(data, key, 64); n > most {
			return fmt.Errorf("implausible %s %d", key, n)
		}
	}
	return nil
}

// largestAfter returns the largest number within window bytes after any occurrence of key
// in the text between streams, brackets included.
func largestAfter(data []byte, key string, window int) int {
	largest := 0
	for {
		i := bytes.Index(data, []byte(key))
		if i < 0 {
			return largest
		}
		data = data[i+len(key):]
		largest = max(largest, largestNumber(head(data, window)))
	}
}

// largestNumber reads numbers separated by blanks and brackets up to the first other byte.
func largestNumber(data []byte) int {
	largest, start := 0, -1
	for i := 0; i <= len(data); i++ {
		digit := i < len(data) && data[i] >= '0' && data[i] <= '9'
		switch {
		case digit && start < 0:
			start = i
		case !digit && start >= 0:
			n, err := strconv.Atoi(string(data[start:i]))
			if err != nil {
				n = int(^uint(0) >> 1)
			}
			largest, start = max(largest, n), -1
		}
		if !digit && (i == len(data) || !bytes.ContainsRune([]byte(" \r\n\t["), rune(data[i]))) {
			return largest
		}
	}
	return largest
}
