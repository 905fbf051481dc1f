package sample

// kind is one of the thirteen documents: its slug in the notice file and who lays it out.
type kind struct {
	Slug, Name string
	build      func(*composer)
	// digital documents are printed to PDF, not scanned: nobody demands a seal on them.
	digital bool
}

var kinds = []kind{
	{"construction-plan", "建设方案", (*composer).constructionPlan, true},
	{"equipment-list", "设备清单", (*composer).equipmentList, true},
	{"contract", "施工合同", (*composer).contract, false},
	{"installation-photos", "安装图片", (*composer).installationPhotos, false},
	{"contractor-info", "施工单位信息", (*composer).contractorInfo, false},
	{"contractor-personnel", "施工人员信息", (*composer).contractorPersonnel, false},
	{"acceptance-report", "验收报告", (*composer).acceptanceReport, false},
	{"acceptance-opinion", "验收意见", (*composer).acceptanceOpinion, false},
	{"comparison-report", "验收比对监测报告", (*composer).comparisonReport, false},
	{"commissioning-report", "调试报告", (*composer).commissioningReport, false},
	{"parameter-filing", "参数备案表", (*composer).parameterFiling, false},
	{"commissioning-unit", "调试单位信息", (*composer).commissioningUnit, false},
	{"commissioning-personnel", "调试人员信息", (*composer).commissioningPersonnel, false},
}

// Slugs lists the kinds of document in the order of the notice.
func Slugs() []string {
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = k.Slug
	}
	return out
}
