package workflow

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"lianshen/internal/clock"
	"lianshen/policies/notice"
	"lianshen/workflow/audit"
	"lianshen/workflow/calendar"
)

// Config is what a Service rests on. All fields but the last two are needed.
type Config struct {
	Store    Store
	Clock    clock.Clock
	Notice   *notice.Notice
	Calendar *calendar.Calendar
	// Readings choose where law and notice leave a count open; rule data.
	Readings calendar.Readings
	Towns    []Town
	// Files keeps what rows name by its digest. Without it digests are taken on trust, and
	// nothing can be uploaded.
	Files  Files
	Limits Limits
	// Checkpoints is the file outside the database that Checkpoint writes to.
	Checkpoints *audit.CheckpointFile
	// Identities is the key under which numbers of people are digested.
	Identities *IdentityKey
}

// Service is every operation of the workflow. It is safe for concurrent use.
type Service struct {
	store    Store
	clock    clock.Clock
	notice   *notice.Notice
	calendar *calendar.Calendar
	readings calendar.Readings
	towns    []Town
	files    Files
	limits   Limits

	checkpoints *audit.CheckpointFile
	identities  *IdentityKey
}

// New returns the Service of a configuration.
func New(c Config) *Service {
	return &Service{
		store: c.Store, clock: c.Clock, notice: c.Notice, calendar: c.Calendar, readings: c.Readings, towns: c.Towns,
		files: c.Files, limits: c.Limits,
		checkpoints: c.Checkpoints, identities: c.Identities,
	}
}

// Notice is the notice file that the service works by.
func (s *Service) Notice() *notice.Notice { return s.notice }

// Limits are those of what is uploaded.
func (s *Service) Limits() Limits { return s.limits }

// Actor is who asks for an operation, and from where.
type Actor struct {
	// Person is the identifier of a registered person.
	Person string
	// Role narrows to one of the person's roles; "" takes any that may do it.
	Role string
	// From is an address, or the name of a terminal or job.
	From string
}

// Ref names a record as its reader saw it. An operation on another version gives ErrVersion.
type Ref struct {
	ID      string
	Version int
}

// newID returns an identifier that sorts by its time of making and cannot be guessed.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// instant is a time as the store keeps it: UTC, to the microsecond.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// created returns what an operation made, nil when it failed.
func created[T any](v *T, err error) (*T, error) {
	if err != nil {
		return nil, err
	}
	return v, nil
}

func contains(all []string, s string) bool { return slices.Contains(all, s) }
