package workflow_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

// standard is the number that the standard itself gives as an example.
const standard = "11010519491231002X"

func card(number string) workflow.Identity {
	return workflow.Identity{Kind: workflow.IDCard, Number: number}
}

// A natural person is registered once, however the number is written; who it is, is said.
func TestOnePersonIsRegisteredOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		p := must(w.RegisterIdentified(t.Context(), w.bureau, "张三", card(standard)))(t)
		if p.Identity == nil || p.Identity.Tail != "002X" || p.Identity.Kind != "id-card" {
			t.Errorf("identity = %+v", p.Identity)
		}
		before := len(w.events())
		for _, number := range []string{standard, "11010519491231002x", " １１０１０５１９４９１２３１００２Ｘ\n", "110105 19491231 002X"} {
			_, err := w.RegisterIdentified(t.Context(), w.bureau, "李四", card(number))
			refused(t, err, "identity.registered", "identity")
			if e := errs.As(err); !strings.Contains(e.Message.ZH, "张三") || !strings.Contains(e.Message.EN, p.ID) {
				t.Errorf("message = %+v", e.Message)
			}
		}
		other := must(w.RegisterPerson(t.Context(), w.bureau, "李四"))(t)
		_, err := w.Identify(t.Context(), w.bureau, other.ID, card(standard))
		refused(t, err, "identity.registered", "identity")
		work := workflow.Identity{Kind: workflow.WorkNumber, Number: "dg-0042"}
		other = must(w.Identify(t.Context(), w.bureau, other.ID, work))(t)
		if other.Identity == nil || other.Identity.Tail != "42" {
			t.Errorf("identity = %+v", other.Identity)
		}
		_, err = w.Identify(t.Context(), w.bureau, other.ID, card("91441900MA0000007J"))
		refused(t, err, "identity.id_card", "identity")
		_, err = w.Identify(t.Context(), w.bureau, p.ID, work)
		refused(t, err, "identity.there", "")
		_, err = w.RegisterIdentified(t.Context(), w.leader, "王五", work)
		refused(t, err, "workflow.forbidden", "")
		if n := len(w.events()); n != before+2 {
			t.Errorf("%d events, want 2", n-before)
		}
		unsaid(t, w)
	})
}

// unsaid checks that no event holds the number, the digest or the key.
func unsaid(t *testing.T, w *world) {
	t.Helper()
	key := strings.TrimSpace(string(must(os.ReadFile(w.checkpoints + ".key"))(t)))
	var digests []string
	err := w.store.View(t.Context(), func(r workflow.Reader) error {
		people, err := r.Persons()
		for _, p := range people {
			if p.Identity != nil {
				digests = append(digests, p.Identity.Digest)
			}
		}
		return err
	})
	if err != nil || len(digests) != 2 || len(key) != 64 {
		t.Fatalf("%d digests, key of %d: %v", len(digests), len(key), err)
	}
	for _, e := range w.events() {
		text := string(e.Data)
		for _, secret := range append(digests, key, standard, "19491231", "0042") {
			if strings.Contains(text, secret) {
				t.Errorf("event %d says %s", e.Seq, secret)
			}
		}
	}
}

func TestIDCardNumbers(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	for _, number := range []string{
		"", "1101051949123100", "110105194912310021", "11010519491331002X", "11010518491231002X", "11010520491231002X", "1101051949123100ZX", "身份证号码身份证",
	} {
		_, err := w.RegisterIdentified(t.Context(), w.bureau, "某人", card(number))
		refused(t, err, "identity.id_card", "identity")
		if number != "" && strings.Contains(fmt.Sprint(err), number) {
			t.Errorf("the error repeats %q", number)
		}
	}
	for number, code := range map[string]string{standard: "identity.kind", "12": "identity.work_number", "工号一二三": "identity.work_number"} {
		_, err := w.RegisterIdentified(t.Context(), w.bureau, "某人", workflow.Identity{Kind: workflow.WorkNumber, Number: number})
		refused(t, err, code, "identity")
	}
	_, err := w.RegisterIdentified(t.Context(), w.bureau, "某人", workflow.Identity{Kind: "passport", Number: "E12345678"})
	refused(t, err, "identity.kind", "kind")
}

// With another key no number could be compared: that is said, not passed over.
func TestAnotherIdentityKey(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		must(w.RegisterIdentified(t.Context(), w.bureau, "张三", card(standard)))(t)
		if err := os.Remove(w.checkpoints + ".key"); err != nil {
			t.Fatal(err)
		}
		_, err := w.RegisterIdentified(t.Context(), w.bureau, "张三", card(standard))
		refused(t, err, "identity.key", "")
	})
}
