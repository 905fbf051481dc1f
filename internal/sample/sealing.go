package sample

// company finds a party by its role.
func (m *Model) company(role string) Company {
	switch role {
	case "contractor":
		return m.Contractor
	case "commissioner":
		return m.Commissioner
	case "laboratory":
		return m.Laboratory.Company
	case "other":
		return m.Stranger
	}
	return m.Enterprise.Company
}

// sealFor returns the seal that a role puts on this document, nil when a fault leaves it
// out.
func (c *composer) sealFor(role string) *Seal {
	asked := role
	if role == "enterprise" {
		switch {
		case c.faults[FaultNoSeal]:
			return nil
		case c.faults[FaultOtherOwner]:
			role = "other"
		}
	}
	u := c.m.company(role)
	s := u.Official
	if asked == "enterprise" && c.faults[FaultContractSeal] {
		s = u.Contract
	}
	s.Role = role
	return &s
}

// contractSeal is what a party puts on the contract.
func (c *composer) contractSeal(role string) *Seal {
	s := c.m.company(role).Contract
	s.Role = role
	return &s
}

// labSeal is 检验检测专用章 of the laboratory.
func (c *composer) labSeal() *Seal {
	s := c.m.Laboratory.Inspection
	s.Role = "laboratory"
	return &s
}

// drop is how far below the top of the unit's name the centre of a seal goes. A special
// seal goes higher, so that its kind stays legible between the name and the date.
func (s Seal) drop() float64 {
	if s.Kind == "contract" {
		return -12
	}
	return 14
}

// personalSeal (私章) is the square seal of a signer.
func (c *composer) personalSeal(name, role string) Seal {
	return Seal{Title: name + "印", Kind: "personal", Shape: "square", WidthMM: 20, HeightMM: 20, Role: role}
}

// pageSeal presses one seal across the fanned edges of all pages (骑缝章): each page gets
// a slice at its right edge.
func (c *composer) pageSeal(s Seal) {
	s = s.press(c.press, c.worn)
	s.AngleDeg = between(c.press, -8, 8)
	s.Face, s.Kind = c.faces.Seal, "paging"
	y := between(c.press, 300, 560)
	n := float64(len(c.pages))
	for i, p := range c.pages {
		to := float64(i+1) / n
		p.add(impression{CX: pageWidth - pt(s.WidthMM)*(to-0.5) - 3, CY: y, Seal: s, From: float64(i) / n, To: to})
	}
}

// owner is the enterprise as this document names it.
func (c *composer) owner() string {
	if c.faults[FaultOtherEnterprise] {
		return c.m.Stranger.Name
	}
	return c.m.Enterprise.Name
}

// code is the USCC as this document prints it.
func (c *composer) code() string {
	if c.faults[FaultIllegalUSCC] {
		return illegal(c.m.Enterprise.USCC)
	}
	return c.m.Enterprise.USCC
}

// spoil changes the model itself for faults of the slug "dossier".
func (m *Model) spoil(faults []Fault) {
	if faultsOf(faults, "dossier")[FaultIllegalUSCC] {
		m.Enterprise.USCC = illegal(m.Enterprise.USCC)
		m.Enterprise.Permit = m.Enterprise.USCC + m.Enterprise.Permit[18:]
	}
}

// illegal puts letters into a USCC that its alphabet does not have.
func illegal(uscc string) string { return uscc[:10] + "IO" + uscc[12:] }

// when is a day of this document, moved into the next year by a fault.
func (c *composer) when(d Date) Date {
	if c.faults[FaultFutureDate] {
		d.Year++
	}
	return d
}
