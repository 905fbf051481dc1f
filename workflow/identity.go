package workflow

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lianshen/internal/clock"
	"lianshen/internal/errs"
	"lianshen/workflow/unitlist"
)

// Kinds of identity.
const (
	IDCard     = "id-card"     // 居民身份证
	WorkNumber = "work-number" // 工号
)

// Identity (身份) is the number by which a natural person is known. It is used and forgotten: no
// store, event or log has it.
type Identity struct {
	Kind   string // IDCard or WorkNumber
	Number string
}

// IdentityMark (身份标识) is what is kept of an identity.
type IdentityMark struct {
	Kind string `json:"kind"`
	// Tail is the last characters of the number, four at most and no more than a third of it, to
	// be shown.
	Tail string `json:"tail"`
	// Digest is of the number under the key that KeyID names. Neither is shown: who has the key
	// could try out all numbers.
	Digest string `json:"-"`
	KeyID  string `json:"-"`
}

// IdentityKey (身份密钥) is the file of the key under which numbers are digested. It is made with the
// first identity, and must go into the backup with the database, but not beside it: without
// it nobody's number can be compared any more.
type IdentityKey struct{ path string }

// NewIdentityKey names the file.
func NewIdentityKey(path string) *IdentityKey { return &IdentityKey{path: path} }

// keyBytes is the length of the key.
const keyBytes = 32

func (k *IdentityKey) bytes() ([]byte, error) {
	if k == nil {
		return nil, errors.New("the service has no identity key")
	}
	raw, err := os.ReadFile(k.path)
	if errors.Is(err, os.ErrNotExist) {
		return k.make()
	}
	if err != nil {
		return nil, fmt.Errorf("identity key: %w", err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(raw)))
	if err != nil || len(key) != keyBytes {
		return nil, fmt.Errorf("identity key: %s holds no key of %d bytes in hex", k.path, keyBytes)
	}
	return key, nil
}

// make writes a new key; when another process was faster, that one's is taken.
func (k *IdentityKey) make() ([]byte, error) {
	key := make([]byte, keyBytes)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(k.path), 0o750); err != nil {
		return nil, fmt.Errorf("identity key: %w", err)
	}
	part, err := os.CreateTemp(filepath.Dir(k.path), ".identity-*")
	if err != nil {
		return nil, fmt.Errorf("identity key: %w", err)
	}
	defer os.Remove(part.Name())
	_, err = part.WriteString(hex.EncodeToString(key) + "\n")
	if err = errors.Join(err, part.Sync(), part.Close()); err == nil {
		err = os.Link(part.Name(), k.path) // whole, or not there
	}
	if errors.Is(err, os.ErrExist) {
		return k.bytes()
	}
	if err != nil {
		return nil, fmt.Errorf("identity key: %w", err)
	}
	return key, nil
}

// mark checks a number and digests it.
func (s *Service) mark(i Identity) (*IdentityMark, error) {
	number := strings.ToUpper(unitlist.Plain(i.Number))
	if err := i.check(number, s.clock.Now()); err != nil {
		return nil, err
	}
	key, err := s.identities.bytes()
	if err != nil {
		return nil, err
	}
	id := sha256.Sum256(key)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(i.Kind + ":" + number))
	return &IdentityMark{
		Kind: i.Kind, Tail: number[len(number)-min(4, len(number)/3):],
		Digest: hex.EncodeToString(mac.Sum(nil)), KeyID: hex.EncodeToString(id[:4]),
	}, nil
}

// check says what is wrong with a number, without repeating it.
func (i Identity) check(number string, now time.Time) error {
	switch i.Kind {
	case IDCard:
		if !validIDCard(number, now) {
			return invalid("identity.id_card", "identity", "身份证号有误（18位、出生日期或校验码不符）", "this is no ID-card number: 18 characters, a date of birth and a check digit")
		}
	case WorkNumber:
		if len(number) < 3 || len(number) > 32 || strings.Trim(number, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.") != "" {
			return invalid("identity.work_number", "identity", "工号应为3至32位字母、数字", "a work number has 3 to 32 letters and digits")
		}
		if validIDCard(number, now) {
			return invalid("identity.kind", "identity", "这是身份证号，不是工号", "this is an ID-card number, not a work number")
		}
	default:
		return invalid("identity.kind", "kind", "身份类型应为 id-card 或 work-number", "the kind is id-card or work-number")
	}
	return nil
}

// idWeights and idChecks are of GB 11643: the sum of the weighted digits modulo 11 gives the
// last character.
var idWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

const idChecks = "10X98765432"

func validIDCard(number string, now time.Time) bool {
	if len(number) != 18 || strings.Trim(number[:17], "0123456789") != "" {
		return false
	}
	born, err := time.ParseInLocation("20060102", number[6:14], clock.Shanghai)
	if err != nil || born.Year() < 1900 || born.After(now) {
		return false
	}
	sum := 0
	for i, w := range idWeights {
		sum += w * int(number[i]-'0')
	}
	return number[17] == idChecks[sum%11]
}

// claim makes a number one person's. The code identity.registered names whose it is already,
// identity.key says that the key is another than before.
func (c *change) claim(p *Person, m *IdentityMark) error {
	other, err := c.Identified(m.Digest)
	if err == nil {
		return refuse("identity.registered", "该号码已登记为「"+other.Name+"」（编号"+other.ID+"）", "the number is registered as "+other.Name+" ("+other.ID+")",
			"同一人只登记一次：请直接为其授予角色", "a person is registered once: give that one the role").On("identity")
	}
	if !isNotFound(err) {
		return err
	}
	foreign, err := c.OtherIdentityKey(m.KeyID)
	if err != nil {
		return err
	}
	if foreign {
		return errs.New(errs.Unavailable, "identity.key",
			errs.Text{ZH: "身份密钥与已登记身份所用的不同，无法比对", EN: "the identity key is not the one under which people were registered"},
			errs.Text{ZH: "请将原 identity.key 文件恢复到 LIANSHEN_DATA", EN: "put the former file identity.key back into LIANSHEN_DATA"})
	}
	p.Identity = m
	return c.InsertIdentity(p.ID, m)
}

// RegisterIdentified (登记人员身份) is RegisterPerson for a person whose number is known.
func (s *Service) RegisterIdentified(ctx context.Context, actor Actor, name string, i Identity) (*Person, error) {
	p := &Person{ID: newID(), Name: name}
	err := s.change(ctx, actor, "person", "register", func(c *change) error {
		if err := c.may("", Reach{}); err != nil {
			return err
		}
		m, err := s.mark(i)
		if err != nil {
			return err
		}
		if err := c.addPerson(p); err != nil {
			return err
		}
		err = c.claim(p, m)
		return c.record("person", p.ID, 1, p, err)
	})
	return created(p, err)
}

// Identify (补登身份) adds the number of a person who was registered without one. A number that is
// there stays: the code is identity.there.
func (s *Service) Identify(ctx context.Context, actor Actor, person string, i Identity) (*Person, error) {
	var p *Person
	err := s.change(ctx, actor, "person", "identify", func(c *change) error {
		if err := c.may("registered", Reach{}); err != nil {
			return err
		}
		m, err := s.mark(i)
		if err != nil {
			return err
		}
		if p, err = c.Person(person); err != nil {
			return err
		}
		if p.Identity != nil {
			return refuse("identity.there", "此人已登记身份", "the person has an identity already", "如登记有误，请重新登记人员并收回原角色", "if it is wrong, register the person anew and revoke the roles")
		}
		err = c.claim(p, m)
		return c.record("person", p.ID, 2, p, err)
	})
	return created(p, err)
}
