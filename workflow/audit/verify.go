package audit

import (
	"fmt"
	"iter"

	"lianshen/internal/errs"
)

// BrokenError (审计链断裂) names the first event at which a chain does not hold.
type BrokenError struct {
	Seq  int64
	What errs.Text
}

func (b *BrokenError) Error() string { return fmt.Sprintf("audit event %d: %s", b.Seq, b.What.EN) }

// Verify walks a chain from its first event to the head. It returns a *BrokenError for the first
// event that is missing, moved or changed, and passes on errors of reading.
func Verify(events iter.Seq2[Event, error], head Head) error {
	at := Genesis
	for e, err := range events {
		if err != nil {
			return fmt.Errorf("read the audit trail after event %d: %w", at.Seq, err)
		}
		if err := follows(at, e); err != nil {
			return err
		}
		at = Head{Seq: e.Seq, Hash: e.Hash}
	}
	if at != head {
		return &BrokenError{Seq: at.Seq + 1, What: errs.Text{ZH: "末尾事件缺失或与链首记录不符", EN: "events are missing at the end, or the recorded head is another"}}
	}
	return nil
}

func follows(at Head, e Event) error {
	if e.Seq != at.Seq+1 {
		return &BrokenError{Seq: at.Seq + 1, What: errs.Text{ZH: "事件缺失", EN: "the event is missing"}}
	}
	if e.Prev != at.Hash {
		return &BrokenError{Seq: e.Seq, What: errs.Text{ZH: "与前一事件不衔接", EN: "it does not follow the event before"}}
	}
	sum, err := e.digest()
	if err != nil || sum != e.Hash {
		return &BrokenError{Seq: e.Seq, What: errs.Text{ZH: "内容已被改动", EN: "its content was changed"}}
	}
	return nil
}
