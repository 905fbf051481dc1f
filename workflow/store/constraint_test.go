package store

import (
	"strings"
	"testing"
)

// seed is the least that the statements below refer to.
var seed = []string{
	`INSERT INTO persons VALUES ('p1', '张三', 't'), ('p2', '李四', 't')`,
	`INSERT INTO enterprises (id, name, uscc, permit, town, branch) VALUES ('e1', '一厂', '91350100M000100Y43', '', '441900003', 'b')`,
	`INSERT INTO projects VALUES ('j1', 'e1', 'b', 'new', 'key', 'active', NULL, NULL, NULL, 't', NULL, 1)`,
	`INSERT INTO document_versions VALUES ('j1', 'plan', 1, '` + strings.Repeat("a", 64) + `', 1, 'f.pdf', '', 'p1', 't', '', '')`,
	`INSERT INTO filings VALUES ('f1', 'j1', 'n1', 'b', 'p1', 't', 'sent', NULL, NULL, NULL)`,
	`INSERT INTO applications VALUES ('a1', 'j1', 'handler_review', 1, 'p1', NULL, 't', 't', 1)`,
	`INSERT INTO receipts VALUES ('a1', 1, 'r1', 't', 'd', 't', FALSE, 'c', NULL, 'n1', 'x', 'x', 'x', 'clean', '')`,
	`INSERT INTO review_steps VALUES ('a1', 'p1', 'handler'), ('a1', 'p2', 'leader')`,
	`INSERT INTO sheet_entries (application_id, round, line, finding, note, by_person, at) VALUES ('a1', 1, 'l1', 'conforms', '', 'p1', 't')`,
	`INSERT INTO decisions (application_id, round, mode, by_person, at, recorded, open_findings) VALUES ('a1', 1, 'approved', 'p2', 't', 't', '[]')`,
}

// What must never be is refused by the database itself, whoever writes. Each statement has a
// twin that differs in the one point and is accepted, so that no refusal is for another reason.
func TestConstraints(t *testing.T) {
	cases := []struct{ name, refused, accepted string }{
		{
			"four eyes: one person on both steps",
			`INSERT INTO review_steps VALUES ('a1', 'p1', 'leader')`,
			`INSERT INTO review_steps VALUES ('a1', 'p3', 'leader')`,
		},
		{
			"four eyes: a sheet by one of the leader's step",
			`INSERT INTO sheet_entries (application_id, round, line, finding, note, by_person, at) VALUES ('a1', 1, 'l2', 'conforms', '', 'p2', 't')`,
			`INSERT INTO sheet_entries (application_id, round, line, finding, note, by_person, at) VALUES ('a1', 1, 'l2', 'conforms', '', 'p1', 't')`,
		},
		{
			"four eyes: a sheet that pretends to be of the other step",
			`INSERT INTO sheet_entries (application_id, round, line, finding, note, by_person, step, at) VALUES ('a1', 1, 'l3', 'conforms', '', 'p2', 'leader', 't')`,
			`INSERT INTO sheet_entries (application_id, round, line, finding, note, by_person, step, at) VALUES ('a1', 1, 'l3', 'conforms', '', 'p1', 'handler', 't')`,
		},
		{
			"four eyes: a decision by the handler",
			`INSERT INTO decisions (application_id, round, mode, by_person, at, recorded, open_findings) VALUES ('a2', 1, 'approved', 'p1', 't', 't', '[]')`,
			`INSERT INTO decisions (application_id, round, mode, by_person, at, recorded, open_findings) VALUES ('a2', 1, 'approved', 'p2', 't', 't', '[]')`,
		},
		{
			"four eyes: a return by the handler",
			`INSERT INTO returns (application_id, round, rectify_by, by_person, at) VALUES ('a1', 1, 'd', 'p1', 't')`,
			`INSERT INTO returns (application_id, round, rectify_by, by_person, at) VALUES ('a1', 1, 'd', 'p2', 't')`,
		},
		{
			"one decision an application",
			`INSERT INTO decisions (application_id, round, mode, at, recorded, open_findings) VALUES ('a1', 1, 'deemed_approved', 't', 't', '[]')`,
			`INSERT INTO decisions (application_id, round, mode, at, recorded, open_findings) VALUES ('a2', 1, 'deemed_approved', 't', 't', '[]')`,
		},
		{
			"a deemed approval is nobody's",
			`INSERT INTO decisions (application_id, round, mode, by_person, at, recorded, open_findings) VALUES ('a2', 1, 'deemed_approved', 'p2', 't', 't', '[]')`,
			`INSERT INTO decisions (application_id, round, mode, by_person, at, recorded, open_findings) VALUES ('a2', 1, 'deemed_approved', NULL, 't', 't', '[]')`,
		},
		{
			"one open application a project",
			`INSERT INTO applications VALUES ('a3', 'j1', 'draft', 0, NULL, NULL, 't', 't', 1)`,
			`INSERT INTO applications VALUES ('a3', 'j1', 'withdrawn', 0, NULL, NULL, 't', 't', 1)`,
		},
		{
			"states of an application",
			`UPDATE applications SET state = 'lost' WHERE id = 'a1'`,
			`UPDATE applications SET state = 'leader_review' WHERE id = 'a1'`,
		},
		{
			"with the leader, but of no handler",
			`UPDATE applications SET handler = NULL WHERE id = 'a1'`,
			`UPDATE applications SET handler = 'p2' WHERE id = 'a1'`,
		},
		{
			"one running clock an application",
			`INSERT INTO receipts VALUES ('a1', 2, 'r9', 't', 'd', 't', FALSE, 'c', NULL, 'n1', 'x', 'x', 'x', 'clean', '')`,
			`INSERT INTO receipts VALUES ('a1', 2, 'r9', 't', 'd', 't', FALSE, 'c', 't', 'n1', 'x', 'x', 'x', 'clean', '')`,
		},
		{
			"a snapshot of another file",
			`INSERT INTO receipt_documents VALUES ('a1', 1, 0, 'j1', 'plan', 1, '` + strings.Repeat("b", 64) + `')`,
			`INSERT INTO receipt_documents VALUES ('a1', 1, 0, 'j1', 'plan', 1, '` + strings.Repeat("a", 64) + `')`,
		},
		{
			"a decision beside one that stands",
			`INSERT INTO decisions (application_id, round, mode, at, recorded, open_findings) VALUES ('a4', 2, 'deemed_approved', 't', 't', '[]')`,
			`INSERT INTO decisions (application_id, round, mode, at, recorded, open_findings, set_aside, set_aside_by, set_aside_reason)
				VALUES ('a4', 2, 'deemed_approved', 't', 't', '[]', 't', 'p1', 'x')`,
		},
		{
			"set aside without a reason",
			`UPDATE decisions SET set_aside = 't', set_aside_by = 'p1' WHERE application_id = 'a1'`,
			`UPDATE decisions SET set_aside = 't', set_aside_by = 'p1', set_aside_reason = 'x' WHERE application_id = 'a1'`,
		},
		{
			"four eyes: an assessment by one of the leader's step",
			`INSERT INTO assessments (application_id, round, finding, verdict, reason, note, by_person, at) VALUES ('a1', 1, 1, 'unsure', '', '', 'p2', 't')`,
			`INSERT INTO assessments (application_id, round, finding, verdict, reason, note, by_person, at) VALUES ('a1', 1, 1, 'unsure', '', '', 'p1', 't')`,
		},
		{
			"overridden without a reason",
			`INSERT INTO assessments (application_id, round, finding, verdict, reason, note, by_person, at) VALUES ('a1', 1, 1, 'overridden', '', 'n', 'p1', 't')`,
			`INSERT INTO assessments (application_id, round, finding, verdict, reason, note, by_person, at) VALUES ('a1', 1, 1, 'overridden', 'misread', 'n', 'p1', 't')`,
		},
		{
			"an assessment of no finding",
			`INSERT INTO assessments (application_id, round, finding, verdict, reason, note, by_person, at) VALUES ('a1', 1, 9, 'unsure', '', '', 'p1', 't')`,
			`INSERT INTO assessments (application_id, round, finding, verdict, reason, note, by_person, at) VALUES ('a1', 1, 1, 'unsure', '', '', 'p1', 't')`,
		},
		{
			"a failing block in a receipt",
			`INSERT INTO receipt_findings VALUES ('a1', 1, 2, 'seal.present', 'block', 'fail', 'plan', '[]', '', '', '', '', FALSE)`,
			`INSERT INTO receipt_findings VALUES ('a1', 1, 2, 'seal.present', 'block', 'fail', 'plan', '[]', '', '', '', '', TRUE)`,
		},
		{
			"a grant that its own holder delegated",
			`INSERT INTO grants VALUES ('g1', 'p1', 'handler', '', NULL, 'b', 'd', 'd', NULL, 'p1')`,
			`INSERT INTO grants VALUES ('g1', 'p1', 'handler', '', NULL, 'b', 'd', 'd', NULL, 'p2')`,
		},
		{
			"a finding contested twice",
			`INSERT INTO contests VALUES ('x2', 'j1', 'c', 'plan', 's', 'p1', 't', NULL)`,
			`INSERT INTO contests VALUES ('x2', 'j1', 'c', 'plan', 's', 'p1', 't', 't')`,
		},
		{
			"a message told twice",
			`INSERT INTO messages VALUES ('m2', 'p1', 'k', 'k', 's', 's', 'z', 'e', 't', NULL)`,
			`INSERT INTO messages VALUES ('m2', 'p2', 'k', 'k', 's', 's', 'z', 'e', 't', NULL)`,
		},
		{
			"states of a project",
			`UPDATE projects SET state = 'lost'`,
			`UPDATE projects SET state = 'suspended'`,
		},
		{
			"networked without data",
			`UPDATE projects SET state = 'networked'`,
			`UPDATE projects SET state = 'networked', first_data = 't'`,
		},
		{
			"a deadline without its document",
			`UPDATE projects SET deadline = 'd', deadline_confirmed = TRUE`,
			`UPDATE projects SET deadline = 'd', deadline_confirmed = TRUE, deadline_source = '文'`,
		},
		{
			"facts of a file that could not be read",
			`UPDATE document_versions SET facts = 'x', failure = 'file.damaged'`,
			`UPDATE document_versions SET facts = '', failure = 'file.damaged'`,
		},
		{
			"one enterprise a code",
			`INSERT INTO enterprises (id, name, uscc, permit, town, branch) VALUES ('e2', '二厂', '91350100M000100Y43', '', '441900003', 'b')`,
			`INSERT INTO enterprises (id, name, uscc, permit, town, branch) VALUES ('e2', '二厂', NULL, '', '441900003', 'b')`,
		},
		{
			"two heads of the audit trail",
			`INSERT INTO audit_head VALUES (2, 0, 'x')`,
			`UPDATE audit_head SET seq = 0 WHERE id = 1`,
		},
	}
	twins := []string{
		`INSERT INTO projects VALUES ('j4', 'e1', 'b', 'new', 'key', 'active', NULL, NULL, NULL, 't', NULL, 1)`,
		`INSERT INTO applications VALUES ('a4', 'j4', 'submitted', 2, NULL, NULL, 't', 't', 1)`,
		`INSERT INTO receipts VALUES ('a4', 1, 'r4', 't', 'd', 't', FALSE, 'c', 't', 'n1', 'x', 'x', 'x', 'clean', '')`,
		`INSERT INTO receipts VALUES ('a4', 2, 'r5', 't', 'd', 't', FALSE, 'c', NULL, 'n1', 'x', 'x', 'x', 'clean', '')`,
		`INSERT INTO decisions (application_id, round, mode, at, recorded, open_findings) VALUES ('a4', 1, 'deemed_approved', 't', 't', '[]')`,
		`INSERT INTO receipt_findings VALUES ('a1', 1, 1, 'seal.present', 'block', 'undetermined', 'plan', '[]', '', '', '', '', FALSE)`,
		`INSERT INTO contests VALUES ('x1', 'j1', 'c', 'plan', 's', 'p1', 't', NULL)`,
		`INSERT INTO messages VALUES ('m1', 'p1', 'k', 'k', 's', 's', 'z', 'e', 't', NULL)`,
		`INSERT INTO persons VALUES ('p3', '王五', 't')`,
		`INSERT INTO projects VALUES ('j2', 'e1', 'b', 'new', 'key', 'active', NULL, NULL, NULL, 't', NULL, 1)`,
		`INSERT INTO applications VALUES ('a2', 'j2', 'submitted', 1, NULL, NULL, 't', 't', 1)`,
		`INSERT INTO receipts VALUES ('a2', 1, 'r2', 't', 'd', 't', FALSE, 'c', NULL, 'n1', 'x', 'x', 'x', 'clean', '')`,
		`INSERT INTO review_steps VALUES ('a2', 'p1', 'handler'), ('a2', 'p2', 'leader')`,
		`INSERT INTO receipt_documents VALUES ('a2', 1, 0, 'j1', 'plan', 1, '` + strings.Repeat("a", 64) + `')`,
	}
	both(t, func(t *testing.T, s *Store) {
		up(t, s)
		for _, q := range append(append([]string{}, seed...), twins...) {
			if _, err := s.write.Exec(q); err != nil {
				t.Fatalf("%s: %v", q, err)
			}
		}
		for _, tt := range cases {
			if _, err := s.write.Exec(tt.refused); err == nil || !strings.Contains(strings.ToLower(err.Error()), "constraint") {
				t.Errorf("%s: %s: err = %v", tt.name, tt.refused, err)
			}
			if err := undone(t, s, tt.accepted); err != nil {
				t.Errorf("%s: %s: %v", tt.name, tt.accepted, err)
			}
		}
	})
}

// undone runs a statement and takes it back.
func undone(t *testing.T, s *Store, query string) error {
	t.Helper()
	x, err := s.write.Begin()
	if err != nil {
		return err
	}
	defer x.Rollback()
	_, err = x.Exec(query)
	return err
}
