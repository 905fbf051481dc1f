package sample

import (
	"strconv"
	"testing"
)

func TestUSCCVectors(t *testing.T) {
	for _, good := range []string{"91350100M000100Y43", "91512081MA62K0260E", "91130200699229617X", "9131000063159284XQ", "91441900MA0000007J", "91441900MA0000015D"} {
		if got := USCC(good[:17]); got != good {
			t.Errorf("USCC(%s) = %s, want %s", good[:17], got, good)
		}
	}
	if USCC("91350211M0000XUF46"[:17]) == "91350211M0000XUF46" {
		t.Error("a code with a wrong check character came out right")
	}
}

func TestOrganisationCheck(t *testing.T) {
	if got := organisationCheck("69922961"); got != "7" {
		t.Errorf("check of 69922961 = %s, want 7", got)
	}
}

func TestInventedIdentifiers(t *testing.T) {
	r := random(7, "test")
	for range 200 {
		if code := dongguanUSCC(r); USCC(code[:17]) != code || organisationCheck(code[8:16]) != code[16:17] {
			t.Fatalf("%s fails a check digit", code)
		}
		if id := idNumber(r); !validID(id) {
			t.Fatalf("%s fails its check digit", id)
		}
		if mn := hexMN(r); len(mn) != 24 {
			t.Fatalf("MN %s has %d digits", mn, len(mn))
		}
	}
	if !validID("11010519491231002X") {
		t.Error("the standard's own example was refused")
	}
}

// validID uses the congruence of the standard rather than the table of the generator.
func validID(id string) bool {
	sum, weight := 0, 1
	for i := 17; i >= 0; i-- {
		n, err := strconv.Atoi(id[i : i+1])
		if err != nil {
			n = 10
		}
		sum += n * weight
		weight = weight * 2 % 11
	}
	return sum%11 == 1
}

func TestCapitalAmounts(t *testing.T) {
	for n, want := range map[int]string{486000: "肆拾捌万陆仟元整", 600500: "陆拾万零伍佰元整", 1005: "壹仟零伍元整", 100000: "壹拾万元整", 523010: "伍拾贰万叁仟零壹拾元整"} {
		if got := capital(n); got != want {
			t.Errorf("capital(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestDateForms(t *testing.T) {
	d := day("2026-09-12")
	for want, got := range map[string]string{"2026年9月12日": d.Chinese(), "二〇二六年九月十二日": d.Formal(), "2026-09-12": d.String(), "2026.9.12": d.Dotted()} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := day("2026-10-20").Formal(); got != "二〇二六年十月二十日" {
		t.Errorf("got %s", got)
	}
}
