package sample

// installationPhotos is 安装图片.
func (c *composer) installationPhotos() {
	m := c.m
	d := c.when(m.Dates.Photos)
	c.space(30)
	c.centred(c.faces.Hei, 22, "污染源自动监控设施安装图片")
	c.space(20)
	c.kv("排污单位名称", c.owner(), "enterprise_name", c.owner())
	c.kv("排放口编号", m.Outlet.Code, "outlet_code", m.Outlet.Code)
	c.closing(c.owner()+"（盖章）", c.sealFor("enterprise"), "日期", d, "document_date")
}
