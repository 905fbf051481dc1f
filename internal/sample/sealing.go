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
