package workflow

import (
	"context"
	"time"

	"lianshen/policies/notice"
	"lianshen/workflow/account"
	"lianshen/workflow/audit"
	"lianshen/workflow/calendar"
)

// Store keeps the workflow. workflow/store implements it on both databases.
type Store interface {
	// Change runs do in a transaction and commits its rows together with its event, appended to
	// the audit chain. When do fails, nothing was written. Changes are made one after the other,
	// so that what do has read is still so when it writes.
	Change(ctx context.Context, do func(Tx) (*audit.Event, error)) error
	// Witness notes the head of the audit chain as the checkpoint of a day, unless that day or a
	// later one has its own, and returns all checkpoints by day. It is no change: nothing that an
	// event tells of is written.
	Witness(ctx context.Context, day calendar.Date, at time.Time) ([]audit.Checkpoint, error)
	// View runs do on one consistent state.
	View(ctx context.Context, do func(Reader) error) error
	// OpenMessages notes when a person saw the messages up to an identifier.
	OpenMessages(ctx context.Context, person, upTo string, at time.Time) error
}

// Reader reads. Methods that name one record return ErrNotFound where there is none.
type Reader interface {
	CountPersons() (int, error)
	Person(id string) (*Person, error)
	Persons() ([]Person, error)
	// Identified returns the person with the digest of an identity; OtherIdentityKey reports
	// whether anyone's is of another key.
	Identified(digest string) (*Person, error)
	OtherIdentityKey(keyID string) (bool, error)
	Grant(id string) (*Grant, error)
	// Grants lists all grants of a person, in force or not.
	Grants(person string) ([]Grant, error)
	// Holders lists grants of a role, in force or not, that are of the enterprise, of the branch,
	// or of neither.
	Holders(role string, where Reach) ([]Grant, error)
	// GrantsFor lists the grants of an enterprise, and of its partners, in force or not.
	GrantsFor(enterprise string) ([]Grant, error)
	// FindPersons lists persons by a part of their name or login after an identifier.
	FindPersons(part, after string, limit int) ([]Person, error)
	// LoginOf is the name by which a person signs in, "" when it has none.
	LoginOf(person string) (string, error)
	Invitation(id string) (*Invitation, error)
	InvitationOf(digest string) (*Invitation, error)
	// InvitationsOf lists those of an enterprise, the latest first.
	InvitationsOf(enterprise string) ([]Invitation, error)
	Reset(digest string) (*ResetLink, error)
	Signup(id string) (*Signup, error)
	// SignupsOf lists those of a person, the latest first; Signups those of some branches (nil is
	// all) in a state, after an identifier; SignupsBefore names those in some states that were filed
	// before an instant.
	SignupsOf(person string) ([]Signup, error)
	Signups(branches []string, state, after string, limit int) ([]Signup, error)
	SignupsBefore(states []string, before time.Time, limit int) ([]string, error)
	// CountSignups counts those in a state that came from an address, and those of a code.
	CountSignups(state, from, uscc string) (byAddress, byUSCC int, err error)
	Role(id string) (*RoleApplication, error)
	RolesOf(form string) ([]RoleApplication, error)
	// Roles lists those of some branches (nil is all) in a state ("" is any), the latest first,
	// before an identifier.
	Roles(branches []string, state, before string, limit int) ([]RoleApplication, error)
	// Routes maps towns to branches where they are others than in the program's table.
	Routes() (map[string]string, error)
	// RulesInForce is the latest revision of the rules.
	RulesInForce() (*RuleRevision, error)

	Enterprise(id string) (*Enterprise, error)
	HasUSCC(uscc string) (bool, error)
	EnterpriseByUSCC(uscc string) (*Enterprise, error)
	// EnterprisesNamed lists the enterprises of exactly this name.
	EnterprisesNamed(name string) ([]Enterprise, error)

	Project(id string) (*Project, error)
	// ProjectsOf lists the projects of an enterprise in the order of their opening.
	ProjectsOf(enterprise string) ([]Project, error)
	DeadlineChanges(project string) ([]DeadlineChange, error)
	// Documents lists the documents of a project with all their versions.
	Documents(project string) ([]Document, error)
	// Uploaded is how much a person has uploaded since an instant.
	Uploaded(person string, since time.Time) (Amount, error)
	// Equipment returns what a project monitors with, empty before it was entered.
	Equipment(project string) (*Equipment, error)
	// HasInstruments reports whether the equipment has an instrument.
	HasInstruments(project string) (bool, error)
	// Filing returns the latest acceptance filing of a project.
	Filing(project string) (*AcceptanceFiling, error)
	// Contests lists those of a project that were not retracted.
	Contests(project string) ([]Contest, error)

	Application(id string) (*Application, error)
	Applications(project string) ([]Application, error)
	// OpenApplication returns the identifier of the project's undecided application, or "".
	OpenApplication(project string) (string, error)
	ApprovedProject(project string) (bool, error)
	// Receipts lists the receipts of an application in order.
	Receipts(application string) ([]Receipt, error)
	Sheet(application string, round int) ([]SheetEntry, error)
	Assessments(application string, round int) ([]Assessment, error)
	Returns(application string) ([]Return, error)
	// Decision is the one that stands; SetAsides are those that were set aside.
	Decision(application string) (*Decision, error)
	SetAsides(application string) ([]Decision, error)
	Supervision(application string, round int) (*Supervision, error)
	// OpenSupervisions lists those that nobody has closed, the oldest first.
	OpenSupervisions(limit int) ([]Supervision, error)
	// DeemedPage lists deemed approvals of the query, the latest first, before a place.
	DeemedPage(q DeemedQuery, before Cursor, limit int) ([]DeemedItem, error)
	// Steps lists who took part in which step of an application.
	Steps(application string) (map[string]notice.Step, error)
	// OverdueAt lists applications whose review period, not provisional, had ended by an
	// instant; Running those whose clock runs, after an identifier.
	OverdueAt(now time.Time, limit int) ([]string, error)
	Running(after string, limit int) ([]string, error)
	// DueBy lists applications whose clock runs and whose review is due by a day; RectifyBetween
	// those that were last returned to be mended within days; UnappliedBetween projects with
	// a task deadline within days for which nothing was submitted.
	DueBy(day calendar.Date, limit int) ([]string, error)
	RectifyBetween(from, to calendar.Date, limit int) ([]string, error)
	UnappliedBetween(from, to calendar.Date) ([]string, error)

	// Desk lists applications of the query by when they are due, after a place.
	Desk(q DeskQuery, after Cursor, limit int) ([]DeskItem, error)
	// DueProjects lists active projects by task deadline, from the first to the last day, of a
	// branch or with "" of all; ProjectPage any in a branch and state ("" is any), by identifier.
	DueProjects(branch string, from, to calendar.Date, after Cursor, limit int) ([]Project, error)
	ProjectPage(branch, state, after string, limit int) ([]Project, error)
	// WaitingFilings lists filings that nobody has settled, the oldest first, after a place.
	WaitingFilings(branch string, after Cursor, limit int) ([]FilingItem, error)
	// EnterprisePage lists enterprises of a branch ("" is any), by identifier.
	EnterprisePage(branch, after string, limit int) ([]Enterprise, error)
	// ProjectsPageOf are those of an enterprise, by identifier.
	ProjectsPageOf(enterprise, after string, limit int) ([]Project, error)
	// ByNumber finds what any of some ways to write a number is of; ByName finds enterprises by
	// part of their name after an identifier, and tells after which there may be more.
	ByNumber(ways []string) ([]Found, error)
	ByName(text, after string, limit int) (found []Found, next string, err error)

	// Messages lists a person's messages before an identifier ("" is no bound), the latest first.
	Messages(person, before string, limit int) ([]Message, error)
	UnreadMessages(person string) (int, error)
	// Told reports whether anyone has a message of this kind and key.
	Told(kind, key string) (bool, error)

	// Evaluation returns the last one of a project.
	Evaluation(project string) (*Evaluation, error)
	// Evaluations lists those of a project, the latest first.
	Evaluations(project string, limit int) ([]Evaluation, error)

	// NamedFiles gives every digest that a row names, in no order, until yield fails; a digest
	// that several rows name comes several times. NamesFile asks for one.
	NamedFiles(yield func(NamedFile) error) error
	NamesFile(digest string) (bool, error)

	// Events lists at most limit events after a number.
	Events(after int64, limit int) ([]audit.Event, error)
	// EventsBefore lists at most limit events before a number (0 is no bound), the latest first,
	// of a subject or with "" of all.
	EventsBefore(before int64, subject string, limit int) ([]audit.Event, error)
	Head() (audit.Head, error)
	// Checkpoints lists the checkpoints of the table, by day.
	Checkpoints() ([]audit.Checkpoint, error)
}

// Tx writes. Save methods replace the row of the version before and return ErrVersion when
// it is another.
type Tx interface {
	Reader
	Writer
}

// Writer is what a Tx does besides reading.
type Writer interface {
	InsertPerson(*Person) error
	InsertIdentity(person string, m *IdentityMark) error
	InsertGrant(*Grant) error
	EndGrant(id string, at time.Time) error
	// InsertLogin replaces the login of its person. A name that another person has gives
	// account.ErrTaken.
	InsertLogin(*account.Login) error
	// SignPersonOut ends everything that is signed in as a person, and with secondStep its
	// two-step verification.
	SignPersonOut(person string, secondStep bool) error
	InsertInvitation(*Invitation) error
	SaveInvitation(*Invitation) error
	InsertReset(*ResetLink) error
	// EndResets makes the links of a person used.
	EndResets(person string, at time.Time) error
	InsertSignup(*Signup) error
	SaveSignup(*Signup) error
	// DeleteApplicant takes a person away, with login and messages, of whom nothing came.
	DeleteApplicant(person string) error
	InsertRole(*RoleApplication) error
	SaveRole(*RoleApplication) error
	InsertEnterprise(*Enterprise) error
	SaveRoute(town, branch, by string, at time.Time) error
	InsertRules(*RuleRevision) error
	InsertContest(*Contest) error
	EndContest(id string, at time.Time) error
	// InsertMessage does nothing when the person has one of the kind and key.
	InsertMessage(*Message) error
	InsertProject(*Project) error
	SaveProject(*Project) error
	InsertDeadlineChange(project string, c *DeadlineChange) error
	// AddVersion adds a version to the document of its slot, which it makes when it is the first.
	AddVersion(project, slug string, v *Version) error
	// SaveFacts replaces what came of reading a version.
	SaveFacts(project, slug string, v *Version) error
	// ReplaceEquipment puts rows in place of those of before.
	ReplaceEquipment(project string, e *Equipment) error
	InsertEvaluation(project string, e *Evaluation) error
	InsertFiling(*AcceptanceFiling) error
	SettleFiling(*AcceptanceFiling) error
	InsertApplication(*Application) error
	SaveApplication(*Application) error
	InsertReceipt(*Receipt) error
	// SaveReceipt replaces the days, and when the clock stopped.
	SaveReceipt(*Receipt) error
	// JoinStep puts a person on a step of an application unless it is on one already, and
	// returns the one it is on.
	JoinStep(application, person string, step notice.Step) (notice.Step, error)
	SaveSheet(application string, round int, e *SheetEntry) error
	SaveAssessment(application string, round int, a *Assessment) error
	InsertReturn(application string, r *Return) error
	InsertDecision(application string, d *Decision) error
	// SaveDecision replaces whether it was set aside.
	SaveDecision(application string, d *Decision) error
	InsertSupervision(*Supervision) error
	EndSupervision(*Supervision) error
	// Enqueue adds a job that is there when the change is committed, and not otherwise.
	Enqueue(Job) error
	// NextNumber counts within a series, from 1, without gaps.
	NextNumber(series string) (int, error)
}
