package checker

// inUnitOf brings the figure of a measured column into the unit that the column's key names,
// so that a row of 参数备案表 says the same as the labelled field of that key: 2h and 120min
// are 7200 seconds. A figure in a unit of another quantity is none.
func (c Cell) inUnitOf(column tableColumn) Cell {
	v, ok := c.Value.(float64)
	if column.kind != cellMeasure || !ok {
		return c
	}
	m, printed := measureOf(column.key), ""
	if c.Unit != nil {
		printed = *c.Unit
	}
	factor, known := m.units[printed]
	if !known {
		c.Value, c.Unit = nil, nil
		return c
	}
	c.Value = tidy(v * factor)
	if c.Unit != nil {
		c.Unit = m.unit()
	}
	return c
}
