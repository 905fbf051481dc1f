package equipmentlist

import "lianshen/internal/errs"

// Imported (导入结果) is what was read from a workbook: the tables of the parts that it has, and the
// cells that could not be read.
type Imported struct {
	Table Table `json:"table"`
	// Faults are cells that are left empty in the table.
	Faults []Fault `json:"faults"`
	// Missing are the titles of parts without a sheet; they stay as they are.
	Missing []string `json:"missing"`
}

// Fault (问题) is a cell of a workbook that could not be read.
type Fault struct {
	Sheet   string    `json:"sheet"`
	Cell    string    `json:"cell"`   // as Excel names it: C7
	Column  string    `json:"column"` // its title
	Code    string    `json:"code"`
	Message errs.Text `json:"message"`
}
