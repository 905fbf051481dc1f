package workflow

import (
	"context"
	"fmt"
	"time"

	"lianshen/checker"
)

// Verdicts of a handler on a finding.
const (
	Confirmed  = "confirmed"  // 属实
	Overridden = "overridden" // 推翻
	Unsure     = "unsure"     // 无法判断
)

// Assessment (问题认定) is what the handler made of one finding of the report. A finding without
// one is left as it was. Together they are the ledger that accuracy and replay are measured on.
type Assessment struct {
	Finding int       `json:"finding"` // number within the receipt
	Verdict string    `json:"verdict"`
	Reason  string    `json:"reason"` // of the notice file, when overridden
	Note    string    `json:"note"`   // needed when overridden
	By      string    `json:"by"`
	At      time.Time `json:"at"`
}

// Assess (认定问题) settles findings of the present receipt; one may be settled again until the
// application is passed on.
func (s *Service) Assess(ctx context.Context, actor Actor, ref Ref, list []Assessment) (*Application, error) {
	return s.onApplication(ctx, actor, ref, "assess", func(r *review) (any, error) {
		if err := r.mine(); err != nil {
			return nil, err
		}
		receipt, err := r.receipt()
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			return nil, invalid("assessment.empty", "assessments", "没有要认定的问题", "there is nothing to settle")
		}
		for i := range list {
			a := &list[i]
			a.By, a.At = r.actor.Person, r.now
			if err := r.checkAssessment(fmt.Sprintf("assessments[%d]", i), a, receipt); err != nil {
				return nil, err
			}
			if err := r.SaveAssessment(r.app.ID, r.app.Round, a); err != nil {
				return nil, err
			}
		}
		return list, nil
	})
}

func (r *review) checkAssessment(at string, a *Assessment, receipt *Receipt) error {
	if a.Finding < 1 || a.Finding > len(receipt.Snapshot.Findings) {
		return invalid("assessment.finding", at+".finding", fmt.Sprintf("本次收件没有第%d个问题", a.Finding), fmt.Sprintf("the receipt has no finding %d", a.Finding))
	}
	if a.Verdict != Confirmed && a.Verdict != Overridden && a.Verdict != Unsure {
		return invalid("assessment.verdict", at+".verdict", "认定应为 属实、推翻 或 无法判断", "the verdict is confirmed, overridden or unsure")
	}
	if (a.Reason != "") != (a.Verdict == Overridden) || (a.Reason != "" && !r.hasReason(a.Reason)) {
		return invalid("assessment.reason", at+".reason", "推翻须从规定的理由中选择，其他认定不填理由", "overriding takes one of the reasons of the notice, other verdicts none")
	}
	return texts(field{at + ".note", &a.Note, longText, a.Verdict != Overridden})
}

func (r *review) hasReason(reason string) bool {
	for _, known := range r.s.notice.OverrideReasons {
		if known.Reason == reason {
			return true
		}
	}
	return false
}

// agrees refuses a sheet that says 符合 over a blocking finding that its handler confirmed.
func (r *review) agrees(sheet []SheetEntry) error {
	receipt, err := r.receipt()
	if err != nil {
		return err
	}
	list, err := r.Assessments(r.app.ID, r.app.Round)
	if err != nil {
		return err
	}
	for _, a := range list {
		f := &receipt.Snapshot.Findings[a.Finding-1]
		line := r.s.notice.LineOf(f.Code)
		if a.Verdict == Confirmed && f.Severity == checker.SeverityBlock && settled(sheet, line) == Conforms {
			return refuse("review.sheet_conflict", "已认定问题「"+f.Message.ZH+"」属实，该项不能填写符合", "the finding \""+f.Message.EN+"\" was confirmed, so its line cannot conform",
				"请更正审核意见或问题认定", "correct the line or the assessment").On("sheet." + line)
		}
	}
	return nil
}
