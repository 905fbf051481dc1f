package sample

// kind is one of the thirteen documents: its slug in the notice file and who lays it out.
type kind struct {
	Slug, Name string
	build      func(*composer)
	// digital documents are printed to PDF, not scanned: nobody demands a seal on them.
	digital bool
	// embeds documents may have some pages with a text layer.
	embeds bool
}

var kinds = []kind{
	{"construction-plan", "建设方案", (*composer).constructionPlan, true, false},
	{"equipment-list", "设备清单", (*composer).equipmentList, true, false},
	{"contract", "施工合同", (*composer).contract, false, false},
	{"installation-photos", "安装图片", (*composer).installationPhotos, false, true},
	{"contractor-info", "施工单位信息", (*composer).contractorInfo, false, false},
	{"contractor-personnel", "施工人员信息", (*composer).contractorPersonnel, false, false},
	{"acceptance-report", "验收报告", (*composer).acceptanceReport, false, false},
	{"acceptance-opinion", "验收意见", (*composer).acceptanceOpinion, false, false},
	{"comparison-report", "验收比对监测报告", (*composer).comparisonReport, false, false},
	{"commissioning-report", "调试报告", (*composer).commissioningReport, false, false},
	{"parameter-filing", "参数备案表", (*composer).parameterFiling, false, false},
	{"commissioning-unit", "调试单位信息", (*composer).commissioningUnit, false, false},
	{"commissioning-personnel", "调试人员信息", (*composer).commissioningPersonnel, false, false},
}

// redKind is no document of the notice: pages with red things and without a seal.
var redKind = kind{Slug: "red-pages", Name: "无章红色页", build: (*composer).redPages}

// known is the slug for the truth file, "" for what is no document of the notice.
func (k kind) known() string {
	if k.Slug == redKind.Slug {
		return ""
	}
	return k.Slug
}

// Slugs lists the kinds of document in the order of the notice.
func Slugs() []string {
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = k.Slug
	}
	return out
}
