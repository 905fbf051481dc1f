package checker

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Codes of domain.md 8.3.
var goodUSCCs = []string{"91350100M000100Y43", "91512081MA62K0260E", "91130200699229617X", "9131000063159284XQ",
	"91441900MA0000007J", "91441900MA0000015D"}

func TestValidUSCC(t *testing.T) {
	for _, code := range goodUSCCs {
		if !validUSCC(code) {
			t.Errorf("%s is refused", code)
		}
	}
	for _, code := range []string{"91350100M000100Y4Z", "91350211M0000XUF46", "91310115MA1G4L1WXK", "", "91350100M000100Y4", "91350100M000100Y433"} {
		if validUSCC(code) {
			t.Errorf("%s is accepted", code)
		}
	}
}

func TestReadUSCC(t *testing.T) {
	for _, tt := range []struct {
		text string
		mend bool
		want string
		fits bool
	}{
		{"91441900MA0000007J", true, "91441900MA0000007J", true},
		{"9144I9OOMAOOOOOO7J", true, "91441900MA0000007J", true}, // O and I are not in the alphabet
		{"91441900MAO000007J", false, "91441900MAO000007J", false},
		{"9135O100M000100Y43", true, "91350100M000100Y43", true},
		{"9135O10OM00O1Q0Y43", true, "91350100M000100Y43", true},  // Q for 0: one way to mend
		{"91350100M00Q100Y43", true, "91350100M00Q100Y43", false}, // more than one way
		{"9135010QM000100Y43", true, "91350100M000100Y43", true},  // within the area code
		{"91350211M0000XUF46", true, "91350211M0000XUF46", false},
		{"91310115MA1G4L1WXK", false, "91310115MA1G4L1WXK", false},
	} {
		if got, fits := readUSCC(tt.text, tt.mend); got != tt.want || fits != tt.fits {
			t.Errorf("readUSCC(%s, %v) = %s, %v; want %s, %v", tt.text, tt.mend, got, fits, tt.want, tt.fits)
		}
	}
}

// A code with one misread character is mended to a code that fits, or left as it was read.
func TestReadUSCCNeverInvents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")), 18, 18, 18).Draw(t, "text")
		got, fits := readUSCC(text, true)
		if fits != validUSCC(got) || !fits && got != text {
			t.Fatalf("readUSCC(%s) = %s, %v", text, got, fits)
		}
		changed := 0
		for i := range got {
			if area := i >= 2 && i < 8; !area && got[i] != text[i] && !strings.ContainsRune("OIZS", rune(text[i])) {
				changed++
			}
		}
		if changed > 1 {
			t.Fatalf("readUSCC(%s) changes %d characters: %s", text, changed, got)
		}
	})
}

func TestReadPermit(t *testing.T) {
	for _, tt := range []struct {
		text     string
		want     string
		fits, ok bool
	}{
		{"91130200699229617X001P", "91130200699229617X001P", true, true},
		{"91130200699229617XOO1P", "91130200699229617X001P", true, true},
		{"9113O200699229617X001P", "91130200699229617X001P", true, true},
		{"91130200699229617X0011", "", false, false},
		{"91130200699229617X", "", false, false},
	} {
		if got, fits, ok := readPermit(tt.text, true); got != tt.want || fits != tt.fits || ok != tt.ok {
			t.Errorf("readPermit(%s) = %s, %v, %v", tt.text, got, fits, ok)
		}
	}
}

func TestFindOutlets(t *testing.T) {
	for text, want := range map[string][]string{
		"DW001（废水总排放口）":    {"DW001"},
		"排放口DW001、DA002":   {"DW001", "DA002"},
		"DWO01":            {"DW001"},
		"dw 001":           {"DW001"},
		"DW0012":           nil,
		"MDW001":           nil,
		"污水排放口":            nil,
		"ＤＡ００３":            {"DA003"},
		"YS001 雨水排放口":      {"YS001"},
		"DW001废水总排放口DW002": {"DW001", "DW002"},
	} {
		if diff := cmp.Diff(want, findOutlets(text)); diff != "" {
			t.Errorf("findOutlets(%q) (-want +got):\n%s", text, diff)
		}
	}
}

func TestParsePhone(t *testing.T) {
	for text, want := range map[string]string{
		"13800138000": "13800138000", "138 0013 8000": "13800138000", "138-0013-8000": "13800138000",
		"0769-22334455": "0769-22334455", "(0769)22334455": "0769-22334455", "（０７６９）２２３３４４５５": "0769-22334455",
		"电话:0769 22334455": "0769-22334455", "400-123-4567": "400-123-4567", "4001234567": "400-123-4567",
		"12345678901": "", "138001380001": "", "91441900MA0000007J": "", "421181199709125366": "", "": "",
	} {
		if got, ok := parsePhone(text); got != want || ok != (want != "") {
			t.Errorf("parsePhone(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestIDNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"11010519491231002X":         "110105********002X",
		"身份证号：11010519491231002x，电话": "身份证号：110105********002X，电话",
		"110105194912310021":         "110105********0021", // one digit misread: as personal as before
		"914419000000000071":         "914419000000000071", // no birthday: some other number
		"没有":                         "没有",
	} {
		if got := MaskIDs(text); got != want {
			t.Errorf("MaskIDs(%q) = %q, want %q", text, got, want)
		}
	}
	masked, fits, ok := parseID("１１０１０５１９４９１２３１００２Ｘ")
	if masked != "110105********002X" || !fits || !ok {
		t.Errorf("parseID = %s, %v, %v", masked, fits, ok)
	}
	if masked, fits, ok = parseID("110105194912310021"); masked != "110105********0021" || fits || !ok {
		t.Errorf("a labelled number with a wrong digit: %s, %v, %v", masked, fits, ok)
	}
}

func TestParseMN(t *testing.T) {
	for _, tt := range []struct {
		text string
		mend bool
		want string
		ok   bool
	}{
		{"A59CDA6C9B8AB297CA43AEFD", true, "A59CDA6C9B8AB297CA43AEFD", true},
		{"O10000A8900016F000169DCO", true, "010000A8900016F000169DC0", true},
		{"O10000A8900016F000169DCO", false, "O10000A8900016F000169DCO", true},
		{"010000a8900016f000169dc0", false, "010000A8900016F000169DC0", true},
		{"YSRDWQGQ1000001001", true, "YSRDWQGQ1000001001", true}, // seen in the field
		{"A110000_0001", true, "A110000_0001", true},
		{"联网后填写", true, "联网后填写", false},
		{"—", true, "—", false},
	} {
		if got, ok := parseMN(tt.text, tt.mend); ok != tt.ok || ok && got != tt.want {
			t.Errorf("parseMN(%q) = %q, %v; want %q, %v", tt.text, got, ok, tt.want, tt.ok)
		}
	}
}

// An MN that lost a digit to the reader is kept, with little confidence.
func TestBrokenMNIsDoubted(t *testing.T) {
	for text, want := range map[string]float64{"FBD511F6FFBB35C7BEE5CC94": 0.98, "FBD511F6FFBB5C7BEE5CC94": 0.49, "YSRDWQGQ1000001001": 0.98} {
		got := ExtractFields(sheetOf("MN号：" + text))["mn"]
		if len(got) != 1 || got[0].Value != text || got[0].Score != want {
			t.Errorf("%s gives %+v, want the score %v", text, got, want)
		}
	}
}

func TestParseCMA(t *testing.T) {
	for text, want := range map[string]string{
		"202419846578": "202419846578", "CMA 202419846578": "202419846578", "2019 1912 3456": "201919123456",
		"201919123456U": "201919123456U", "13800138000": "", "2024198465781": "",
	} {
		if got, ok := parseCMA(text); got != want || ok != (want != "") {
			t.Errorf("parseCMA(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
}

// FuzzCodes: readers of codes give codes, whatever they are fed.
func FuzzCodes(f *testing.F) {
	for _, s := range append(goodUSCCs, "DW001", "0769-22334455", "11010519491231002X", "010000A8900016F000169DC0") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, code := range findOutlets(text) {
			if !outletForm.MatchString(code) || strings.Trim(code[2:], "0123456789") != "" {
				t.Errorf("outlet %q", code)
			}
		}
		if phone, ok := parsePhone(text); ok {
			if again, _ := parsePhone(phone); again != phone {
				t.Errorf("phone %q reads back as %q", phone, again)
			}
		}
		if r, ok := readLabelledUSCC(text, true); ok && *r.fits != validUSCC(r.value.(string)) {
			t.Errorf("uscc %v, fits %v", r.value, *r.fits)
		}
		if masked, _, ok := parseID(text); ok && (len(masked) != 18 || masked[6:14] != "********") {
			t.Errorf("id number %q is not masked", masked)
		}
		if again := MaskIDs(MaskIDs(text)); again != MaskIDs(text) {
			t.Errorf("masking twice gives %q", again)
		}
		if mn, ok := parseMN(text, true); ok && !mnFree.MatchString(mn) {
			t.Errorf("mn %q", mn)
		}
	})
}
