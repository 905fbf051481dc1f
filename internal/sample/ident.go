package sample

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// usccAlphabet is the alphabet of 统一社会信用代码: no I, O, S, V, Z. Source: GB 32100-2015.
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// usccWeights are 3^i mod 31. Source: GB 32100-2015.
var usccWeights = [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}

// organisationWeights belong to the nine characters in the middle. Source: GB 11714.
var organisationWeights = [8]int{3, 7, 9, 10, 5, 8, 4, 2}

// idWeights belong to the 身份证号. Source: GB 11643-1999.
var idWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

// USCC returns the code with its check character behind the first 17.
func USCC(first17 string) string {
	sum := 0
	for i, w := range usccWeights {
		sum += w * strings.IndexByte(usccAlphabet, first17[i])
	}
	return first17 + string(usccAlphabet[(31-sum%31)%31])
}

// dongguanUSCC invents a company of Dongguan: 91441900MA and a serial, both check
// characters right.
func dongguanUSCC(r *rand.Rand) string {
	body := "MA"
	for range 6 {
		body += string(usccAlphabet[r.IntN(len(usccAlphabet))])
	}
	return USCC("91441900" + body + organisationCheck(body))
}

func organisationCheck(first8 string) string {
	sum := 0
	for i, w := range organisationWeights {
		sum += w * strings.IndexByte("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", first8[i])
	}
	switch c := 11 - sum%11; c {
	case 10:
		return "X"
	case 11:
		return "0"
	default:
		return fmt.Sprint(c)
	}
}

// idNumber invents a 身份证号 of a person born between 1965 and 1999.
func idNumber(r *rand.Rand) string {
	area := pick(r, "441900", "441900", "440106", "431023", "450923", "362331", "421181")
	s := fmt.Sprintf("%s%04d%02d%02d%03d", area, 1965+r.IntN(35), 1+r.IntN(12), 1+r.IntN(28), r.IntN(999)+1)
	sum := 0
	for i, w := range idWeights {
		sum += w * int(s[i]-'0')
	}
	return s + string("10X98765432"[sum%11])
}

// mobile invents a phone number.
func mobile(r *rand.Rand) string {
	return pick(r, "136", "137", "138", "139", "158", "159", "186", "188", "189") + fmt.Sprintf("%08d", r.IntN(100000000))
}

// sealCode invents the 13 digits on a seal of Dongguan.
func sealCode(r *rand.Rand) string { return fmt.Sprintf("4419%09d", r.IntN(1000000000)) }

// hexMN invents a 设备唯一标识 of 24 hexadecimal digits. Source: HJ 212-2017.
func hexMN(r *rand.Rand) string { return fmt.Sprintf("%012X%012X", r.Int64N(1<<48), r.Int64N(1<<48)) }
