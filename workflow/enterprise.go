package workflow

import (
	"context"
	"encoding/json"
	"fmt"

	"lianshen/policies"
)

// Enterprise (排污单位) files documents and answers for them.
type Enterprise struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// USCC (统一社会信用代码) is unique where it is known; "" is unknown. Its check digit is a
	// matter of the rules: real codes that fail it exist.
	USCC   string `json:"uscc"`
	Permit string `json:"permit"` // 排污许可证编号, "" when there is none
	// PermitClass (管理类别) and Industry (行业) are as the permit has them, "" when not known.
	PermitClass string `json:"permit_class"`
	Industry    string `json:"industry"`
	Town        string `json:"town"` // code of the 镇街
	// Branch (分局) reviews what the enterprise files; the town decides it.
	Branch  string   `json:"branch"`
	Outlets []Outlet `json:"outlets"`
}

// Outlet (排放口) is a place of discharge, by its code in the permit.
type Outlet struct {
	Code   string `json:"code"`   // DW001, DA001
	Medium string `json:"medium"` // water or gas
}

// Town (镇街) routes to the branch that reviews. The table is data: which branch is in charge
// is settled by the bureau.
type Town struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Branch string `json:"branch"`
}

// DefaultTowns returns the towns of the table that the program carries.
func DefaultTowns() ([]Town, error) {
	raw, err := policies.FS.ReadFile("reference/branches.json")
	if err != nil {
		return nil, err
	}
	var towns []Town
	if err := json.Unmarshal(raw, &towns); err != nil {
		return nil, fmt.Errorf("reference/branches.json: %w", err)
	}
	return towns, nil
}

func (s *Service) hasBranch(name string) bool {
	for _, t := range s.towns {
		if t.Branch == name {
			return true
		}
	}
	return false
}

// town finds a town of the table, by code or by name.
func (s *Service) town(name string) (Town, error) {
	for _, t := range s.towns {
		if t.Code == name || t.Name == name {
			return t, nil
		}
	}
	return Town{}, invalid("enterprise.town", "town", "没有镇街「"+name+"」，无法确定负责分局", "there is no town "+name+", so no branch is in charge")
}

// RegisterEnterprise (登记单位) enters an enterprise with its outlets; officers do so within
// their own branch. The code enterprise.uscc says that another one has the same.
func (s *Service) RegisterEnterprise(ctx context.Context, actor Actor, e Enterprise) (*Enterprise, error) {
	e.ID = newID()
	err := s.change(ctx, actor, "enterprise", "register", func(c *change) error {
		town, err := c.branchOf(e.Town)
		if err != nil {
			return err
		}
		e.Town, e.Branch = town.Code, town.Branch
		if err := c.may("", Reach{Branch: e.Branch}); err != nil {
			return err
		}
		if err := c.checkEnterprise(&e); err != nil {
			return err
		}
		return c.record("enterprise", e.ID, 1, e, c.InsertEnterprise(&e))
	})
	return created(&e, err)
}

func (c *change) checkEnterprise(e *Enterprise) error {
	err := texts(field{"name", &e.Name, shortText, false}, field{"uscc", &e.USCC, 18, true}, field{"permit", &e.Permit, shortText, true},
		field{"permit_class", &e.PermitClass, shortText, true}, field{"industry", &e.Industry, shortText, true})
	if err != nil {
		return err
	}
	if e.USCC != "" {
		taken, err := c.HasUSCC(e.USCC)
		if err != nil {
			return err
		}
		if taken {
			return invalid("enterprise.uscc", "uscc", "统一社会信用代码「"+e.USCC+"」已登记", "the code "+e.USCC+" is registered already")
		}
	}
	seen := map[string]bool{}
	for i := range e.Outlets {
		o, at := &e.Outlets[i], fmt.Sprintf("outlets[%d]", i)
		if o.Code, err = text(at+".code", o.Code, shortText); err != nil {
			return err
		}
		if seen[o.Code] || (o.Medium != "water" && o.Medium != "gas") {
			return invalid("enterprise.outlet", at, "排放口「"+o.Code+"」重复，或介质不是 water、gas", "the outlet "+o.Code+" stands twice or is neither of water nor of gas")
		}
		seen[o.Code] = true
	}
	return nil
}

// EnterpriseQuery says which enterprises to list: of a branch, or with "" of the city.
type EnterpriseQuery struct {
	Branch string
	After  string
	Limit  int
}

// Enterprises (单位列表) lists enterprises in the order of their registration, without outlets.
func (s *Service) Enterprises(ctx context.Context, q EnterpriseQuery) (*Page[Enterprise], error) {
	after, err := cursor(q.After)
	if err != nil {
		return nil, err
	}
	size := pageSize(q.Limit)
	var items []Enterprise
	err = s.store.View(ctx, func(r Reader) (err error) {
		items, err = r.EnterprisePage(q.Branch, after.ID, size+1)
		return err
	})
	return paged(items, size, func(e *Enterprise) Cursor { return Cursor{"", e.ID} }), err
}

// Enterprise reads one with its outlets.
func (s *Service) Enterprise(ctx context.Context, id string) (*Enterprise, error) {
	var e *Enterprise
	err := s.store.View(ctx, func(r Reader) (err error) {
		e, err = r.Enterprise(id)
		return err
	})
	return e, err
}
