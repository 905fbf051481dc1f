package lib.names_test

import data.lib.names

test_same[pair] if {
	some pair in [
		["东莞市绿源（集团）有限公司", "东莞市绿源(集团)有限公司"],
		["东莞市 绿源 纸业有限公司", "东莞市绿源纸业有限公司"],
		["abc环保有限公司", "ABC环保有限公司"],
	]
	names.same(pair[0], pair[1])
}

test_different[pair] if {
	some pair in [
		["东莞市绿源有限公司", "东莞市绿源有限责任公司"],
		["东莞市绿源有限公司", "东莞市绿原有限公司"],
	]
	not names.same(pair[0], pair[1])
}

test_near if names.near("东莞市绿源有限公司", "东莞市绿原有限公司")

test_not_near[name] if {
	some name in ["东莞市绿源有限公司", "东莞市绿原有限责任公司", "深圳市绿原有限公司"]
	not names.near("东莞市绿源有限公司", name)
}
