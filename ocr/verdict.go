package ocr

// Verdict is the outcome of holding what was read against a name that was expected.
type Verdict string

// Verdicts. Unknown is the honest answer wherever the picture does not decide.
const (
	VerdictMatch    Verdict = "match"
	VerdictMismatch Verdict = "mismatch"
	VerdictUnknown  Verdict = "unknown"
)
