package api_test

import (
	"net/http"
	"testing"

	"lianshen/api"
	"lianshen/workflow"
)

// Every creation takes a key: the same request again is answered as before and creates nothing.
func TestCreationsTakeKeys(t *testing.T) {
	each(t, func(t *testing.T, c *city) {
		task := api.NewProject{Enterprise: c.company.ID, Kind: "new", UnitClass: "key"}
		var first, second workflow.Project
		one := c.handler.do("POST", "/projects", task, "Idempotency-Key", "k1").into(&first)
		two := c.handler.do("POST", "/projects", task, "Idempotency-Key", "k1").into(&second)
		if first.ID != second.ID || one.header.Get("Idempotency-Replayed") != "" || two.header.Get("Idempotency-Replayed") != "true" {
			t.Errorf("%s, then %s: %v", first.ID, second.ID, two.header)
		}
		if one.header.Get("ETag") != two.header.Get("ETag") || one.header.Get("ETag") == "" || two.status != http.StatusCreated {
			t.Errorf("%d %v, then %d %v", one.status, one.header, two.status, two.header)
		}
		task.UnitClass = "general"
		c.handler.do("POST", "/projects", task, "Idempotency-Key", "k1").refused(422, "api.idempotency", "Idempotency-Key")
		c.leader.do("POST", "/projects", task, "Idempotency-Key", "k1").into(&second) // another person's key
		if second.ID == first.ID {
			t.Error("a key of one person is another's")
		}
		c.handler.do("POST", "/projects", task, "Idempotency-Key", "a b").refused(422, "api.idempotency_key", "Idempotency-Key")
		c.handler.do("POST", "/projects", api.NewProject{Enterprise: "none"}, "Idempotency-Key", "k2").refused(404, "workflow.not_found", "")
		c.handler.do("POST", "/projects", task, "Idempotency-Key", "k2").expect(201) // what was refused leaves it free
		at := "/projects/" + first.ID
		var a, b workflow.Application
		c.enterprise.do("POST", at+"/applications", nil, "Idempotency-Key", "k1").into(&a)
		c.enterprise.do("POST", at+"/applications", nil, "Idempotency-Key", "k1").into(&b)
		c.enterprise.do("POST", at+"/applications", nil).refused(409, "application.open", "")
		c.enterprise.do("POST", "/projects/x/applications", nil, "Idempotency-Key", "k1").refused(422, "api.idempotency", "Idempotency-Key")
		if a.ID != b.ID {
			t.Errorf("%s, %s", a.ID, b.ID)
		}
	})
}
