package checker

import (
	"sync"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// everyday reports whether r is one of the 3 755 characters of everyday use: level 1 of
// GB/T 2312-1980, rows 16 to 55.
func everyday(r rune) bool { return everydayCharacters()[r] }

var everydayCharacters = sync.OnceValue(func() map[rune]bool {
	set := make(map[rune]bool, 3755)
	decoder := simplifiedchinese.GBK.NewDecoder()
	for row := byte(0xB0); row <= 0xD7; row++ {
		for cell := byte(0xA1); cell <= 0xFE; cell++ {
			if row == 0xD7 && cell > 0xF9 {
				break // the last row is not full
			}
			if s, err := decoder.Bytes([]byte{row, cell}); err == nil {
				set[[]rune(string(s))[0]] = true
			}
		}
	}
	return set
})
