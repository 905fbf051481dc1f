package seal

import (
	"strings"

	"lianshen/ocr"
)

// kindWords say which kind a text of a seal makes it, the first that matches.
var kindWords = []struct {
	word string
	kind ocr.SealKind
}{
	{"合同", ocr.ContractSeal},
	{"财务", ocr.FinanceSeal}, {"现金", ocr.FinanceSeal}, {"转讫", ocr.FinanceSeal},
	{"发票", ocr.InvoiceSeal},
	{"检验检测", ocr.InspectionSeal}, {"检测", ocr.InspectionSeal}, {"检验", ocr.InspectionSeal}, {"计量认证", ocr.InspectionSeal},
}

// departmentEndings make a seal that of a department, whatever stands before them.
var departmentEndings = []string{"专用章", "项目部", "业务章", "部", "科", "室", "监制", "章"}

// kind decides what sort of seal m is (domain: only the seal with the bare registered name
// is the official one). What cannot be told is unknown, never official.
func (m *impression) kind() ocr.SealKind {
	switch {
	case m.Kind == ocr.PagingSeal:
		return ocr.PagingSeal
	case m.Inner != "":
		return kindOfText(m.Inner, ocr.DepartmentSeal)
	case m.Title == "":
		return ocr.UnknownSeal
	case strings.HasSuffix(m.Title, "章"):
		return kindOfText(m.Title, ocr.DepartmentSeal)
	case endsIn(m.Title, departmentEndings) && !strings.HasSuffix(m.Title, "经营部"):
		return ocr.DepartmentSeal
	case m.innerInk:
		return ocr.UnknownSeal
	case (m.Shape != ocr.Round || !m.Complete) && !ending(m.Title):
		return ocr.UnknownSeal // an oval is 公章 of a foreign-invested company when it bears its name and no more
	}
	return ocr.OfficialSeal
}

func kindOfText(text string, other ocr.SealKind) ocr.SealKind {
	for _, k := range kindWords {
		if strings.Contains(text, k.word) {
			return k.kind
		}
	}
	return other
}

func endsIn(s string, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}
