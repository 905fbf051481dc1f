package audit

import (
	"fmt"
	"io"
	"iter"

	"lianshen/internal/errs"
)

// BrokenError (审计链断裂) names the first event at which a chain does not hold.
type BrokenError struct {
	Seq  int64
	What errs.Text
}

func (b *BrokenError) Error() string { return fmt.Sprintf("audit event %d: %s", b.Seq, b.What.EN) }

// Verify walks a chain from its first event to the head, past all checkpoints. It returns a
// *BrokenError for the first event that is missing, moved or changed, or is another than a
// checkpoint has, and passes on errors of reading.
func Verify(events iter.Seq2[Event, error], head Head, checkpoints ...Checkpoint) error {
	w := witnesses(checkpoints)
	end, err := w.walk(events)
	if err != nil {
		return err
	}
	if end != head {
		return &BrokenError{Seq: end.Seq + 1, What: errs.Text{ZH: "末尾事件缺失或与链首记录不符", EN: "events are missing at the end, or the recorded head is another"}}
	}
	return w.passed(end)
}

// VerifyExport is Verify for an export, which ends where it ends: only a checkpoint, or the
// head that it returns, tells whether events are missing there.
func VerifyExport(r io.Reader, checkpoints ...Checkpoint) (Head, error) {
	w := witnesses(checkpoints)
	end, err := w.walk(Exported(r))
	if err == nil {
		err = w.passed(end)
	}
	return end, err
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

// witness has the checkpoints that are still ahead, by the number of their event.
type witness map[int64][]Checkpoint

func witnesses(checkpoints []Checkpoint) witness {
	w := witness{}
	for _, c := range checkpoints {
		w[c.Seq] = append(w[c.Seq], c)
	}
	return w
}

// walk follows a chain and returns its end.
func (w witness) walk(events iter.Seq2[Event, error]) (Head, error) {
	at := Genesis
	if err := w.agree(at); err != nil {
		return at, err
	}
	for e, err := range events {
		if err != nil {
			return at, fmt.Errorf("read the audit trail after event %d: %w", at.Seq, err)
		}
		if err := follows(at, e); err != nil {
			return at, err
		}
		at = Head{Seq: e.Seq, Hash: e.Hash}
		if err := w.agree(at); err != nil {
			return at, err
		}
	}
	return at, nil
}

// agree compares the head with the checkpoints of its event.
func (w witness) agree(at Head) error {
	for _, c := range w[at.Seq] {
		if c.Hash != at.Hash {
			return &BrokenError{Seq: at.Seq, What: errs.Text{
				ZH: "与" + c.Day + "的检查点不符，链已被改写",
				EN: "the checkpoint of " + c.Day + " has another hash; the chain was written anew",
			}}
		}
	}
	delete(w, at.Seq)
	return nil
}

// passed says whether the chain reached all checkpoints.
func (w witness) passed(at Head) error {
	for _, all := range w { // one is enough
		return &BrokenError{Seq: at.Seq + 1, What: errs.Text{
			ZH: "事件缺失：" + all[0].Day + "的检查点在链尾之后",
			EN: "events are missing: the checkpoint of " + all[0].Day + " lies beyond the end",
		}}
	}
	return nil
}
