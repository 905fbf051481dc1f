package store

import "lianshen/workflow"

func scanEnterprise(r row, e *workflow.Enterprise) error {
	return r.Scan(&e.ID, &e.Name, words{&e.USCC}, &e.Permit, &e.PermitClass, &e.Industry, &e.Town, &e.Branch)
}

func scanOutlet(r row, o *workflow.Outlet) error { return r.Scan(&o.Code, &o.Medium) }

const enterpriseColumns = `SELECT id, name, uscc, permit, permit_class, industry, town, branch FROM enterprises `

func (t *tx) Enterprise(id string) (*workflow.Enterprise, error) {
	return t.withOutlets(one(t, scanEnterprise, enterpriseColumns+`WHERE id = $1`, id))
}

func (t *tx) EnterpriseByUSCC(uscc string) (*workflow.Enterprise, error) {
	return t.withOutlets(one(t, scanEnterprise, enterpriseColumns+`WHERE uscc = $1`, uscc))
}

func (t *tx) withOutlets(e *workflow.Enterprise, err error) (*workflow.Enterprise, error) {
	if err != nil {
		return nil, err
	}
	e.Outlets, err = all(t, scanOutlet, `SELECT code, medium FROM outlets WHERE enterprise_id = $1 ORDER BY code`, e.ID)
	return e, err
}

func (t *tx) EnterprisesNamed(name string) ([]workflow.Enterprise, error) {
	found, err := all(t, scanEnterprise, enterpriseColumns+`WHERE name = $1 ORDER BY id`, name)
	for i := range found {
		if err == nil {
			_, err = t.withOutlets(&found[i], nil)
		}
	}
	return found, err
}

// EnterprisePage leaves the outlets out: a list has no place for them.
func (t *tx) EnterprisePage(branch, after string, limit int) ([]workflow.Enterprise, error) {
	if branch != "" {
		return all(t, scanEnterprise, enterpriseColumns+`WHERE branch = $3 AND id > $1 ORDER BY id LIMIT $2`, after, limit, branch)
	}
	return all(t, scanEnterprise, enterpriseColumns+`WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}

func (t *tx) HasUSCC(uscc string) (bool, error) {
	return t.exists(`SELECT 1 FROM enterprises WHERE uscc = $1`, uscc)
}

func (t *tx) InsertEnterprise(e *workflow.Enterprise) error {
	err := t.exec(`INSERT INTO enterprises (id, name, uscc, permit, permit_class, industry, town, branch)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, e.ID, e.Name, orNull(e.USCC), e.Permit, e.PermitClass, e.Industry, e.Town, e.Branch)
	for _, o := range e.Outlets {
		if err == nil {
			err = t.exec(`INSERT INTO outlets (enterprise_id, code, medium) VALUES ($1, $2, $3)`, e.ID, o.Code, o.Medium)
		}
	}
	if err != nil {
		return err
	}
	return t.insertGrams(e)
}
