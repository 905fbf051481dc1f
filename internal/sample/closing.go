package sample

// stamp presses a seal with its centre near a point of the current page.
func (c *composer) stamp(s Seal, x, y float64) {
	s = s.press(c.press, c.worn)
	s.Face = c.faces.Seal
	// Draws of c.press come first, so that a Varied dossier differs in nothing else.
	x += between(c.press, -9, 9)
	y += between(c.press, -7, 7)
	half := pt(s.WidthMM)/2 + 4
	x, y = min(max(x, half), pageWidth-half), min(max(y, half), pageHeight-half)
	if c.vary != nil {
		c.stampVaried(s, x, y)
		return
	}
	c.page().add(impression{CX: x, CY: y, Seal: s})
}

// signedBy sets "label：" with a name written by hand behind it and returns where it ends.
func (c *composer) signedBy(x float64, label, name string) float64 {
	t := c.put(c.faces.Song, body, x, label+"：")
	return c.handwrite(x+t.width()+2, c.y-3, 17, name)
}

// handwrite writes a name with a pen; top-left corner and size in points.
func (c *composer) handwrite(x, y, size float64, name string) float64 {
	ink := black
	if c.rng.IntN(3) == 0 {
		ink = bluish
	}
	p, w := penned(c.rng, c.faces.Kai, name, size)
	p = p.transform(moving(x, y+size*0.86))
	lo, hi := p.bounds()
	c.page().add(shape{Path: p, Colour: ink})
	c.page().Marks = append(c.page().Marks, Mark{Kind: "handwriting", Box: Box{lo.X, lo.Y, hi.X, hi.Y}, Value: name})
	return x + w
}

// closing sets the unit's name and the date at the lower right and stamps over them.
func (c *composer) closing(name string, seal *Seal, label string, d Date, key string) {
	c.need(110)
	c.space(34)
	w := c.faces.Song.width(name, body)
	c.put(c.faces.Song, body, right-w-12, name)
	y := c.y
	c.y += body * 1.9
	s := c.date(d)
	if label != "" {
		s = label + "：" + s
	}
	dw := c.faces.Song.width(s, body)
	c.put(c.faces.Song, body, right-12-w/2-dw/2, s)
	c.field(key, d)
	if seal != nil {
		c.stamp(*seal, right-12-w/2, y+seal.drop())
	}
	c.y += 46
}
