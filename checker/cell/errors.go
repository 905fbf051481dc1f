package cell

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"lianshen/internal/errs"
)

// What Pool.Do and New return, for errors.Is. The errors that come back carry the limit in
// their words and the cause for the log.
var (
	// ErrTimeout: the request ran longer than Limits.Wall.
	ErrTimeout = errs.New(errs.Limit, "cell.timeout",
		errs.Text{ZH: "文件处理超时", EN: "the document took too long to inspect"}, splitRemedy)
	// ErrPageTimeout: the operation gave no sign of life for Limits.Page.
	ErrPageTimeout = errs.New(errs.Limit, "cell.page_timeout",
		errs.Text{ZH: "单页处理超时", EN: "a page took too long to inspect"}, rescanRemedy)
	// ErrMemory: the child used more than Limits.Memory.
	ErrMemory = errs.New(errs.Limit, "cell.memory",
		errs.Text{ZH: "处理该文件所需内存超出上限", EN: "the document needs more memory than is allowed"}, splitRemedy)
	// ErrFileSize: the file is larger than Limits.File.
	ErrFileSize = errs.New(errs.Limit, "cell.file_size",
		errs.Text{ZH: "文件大小超出上限", EN: "the file is larger than is allowed"}, splitRemedy)
	// ErrOutput: the operation sent back more than Limits.Output.
	ErrOutput = errs.New(errs.Limit, "cell.output",
		errs.Text{ZH: "该文件的处理结果超出上限", EN: "inspecting the document gives more output than is allowed"}, splitRemedy)
	// ErrCrashed: the child died or broke the protocol while it worked on the file.
	ErrCrashed = errs.New(errs.Refused, "cell.crashed",
		errs.Text{ZH: "文件无法检查：处理程序异常退出", EN: "the document cannot be inspected: the process that read it crashed"}, rescanRemedy)
	// ErrStart: no child could be started.
	ErrStart = errs.New(errs.Unavailable, "cell.start",
		errs.Text{ZH: "无法启动文件处理进程", EN: "the inspecting process cannot be started"},
		errs.Text{ZH: "请查看日志，检查模型与运行库是否齐全", EN: "see the log; check that models and libraries are in place"})
	// ErrClosed: the pool was closed before or while the request ran.
	ErrClosed = errs.New(errs.Unavailable, "cell.closed",
		errs.Text{ZH: "服务正在停止", EN: "the service is shutting down"},
		errs.Text{ZH: "请稍后重试", EN: "try again later"})
	// ErrUnknownOperation: no operation is registered under the name.
	ErrUnknownOperation = errs.New(errs.Internal, "cell.unknown_operation",
		errs.Text{ZH: "程序内部错误：未知操作", EN: "unknown operation"},
		errs.Text{ZH: "请将日志交给维护人员", EN: "give the log to the maintainers"})
)

var (
	splitRemedy = errs.Text{
		ZH: "请分册上传，或以较低分辨率（200 dpi）重新扫描后上传",
		EN: "upload it in several parts, or scan it again at a lower resolution (200 dpi)"}
	rescanRemedy = errs.Text{
		ZH: "请将文件重新打印或扫描为 PDF 后上传；若仍失败，将由工作人员查看",
		EN: "print or scan the document to PDF again and upload that; if it fails again, a person will look at it"}
)

// because returns e with its limit in the words, for example "(上限 10m0s)".
func because(e *errs.Error, limit string) *errs.Error {
	c := *e
	c.Message.ZH += fmt.Sprintf("(上限 %s)", limit)
	c.Message.EN += fmt.Sprintf(" (limit %s)", limit)
	return &c
}

func seconds(d time.Duration) string { return fmt.Sprintf("%g s", d.Seconds()) }

func megabytes(n int64) string { return fmt.Sprintf("%d MB", n/1_000_000) }

// wireError carries an error from the child to the parent, words and code intact.
type wireError struct {
	Category errs.Category `json:"category,omitempty"`
	Code     string        `json:"code,omitempty"` // empty: a plain error, Cause is its text
	Message  errs.Text     `json:"message"`
	Remedy   errs.Text     `json:"remedy"`
	Cause    string        `json:"cause,omitempty"`
	// Fatal says that the child cannot go on after this error.
	Fatal bool `json:"fatal,omitempty"`
}

func toWire(err error) wireError {
	var e *errs.Error
	if !errors.As(err, &e) {
		return wireError{Cause: err.Error()}
	}
	w := wireError{Category: e.Category, Code: e.Code, Message: e.Message, Remedy: e.Remedy}
	if e.Err != nil {
		w.Cause = e.Err.Error()
	}
	return w
}

func (w wireError) error() error {
	var cause error
	if w.Cause != "" {
		cause = errors.New(w.Cause)
	}
	if w.Code == "" {
		return cmp.Or(cause, errFrame)
	}
	return &errs.Error{Category: w.Category, Code: w.Code, Message: w.Message, Remedy: w.Remedy, Err: cause}
}

func decodeError(body []byte) (wireError, error) {
	var w wireError
	if err := json.Unmarshal(body, &w); err != nil {
		return w, fmt.Errorf("%w: %w", errFrame, err)
	}
	return w, nil
}
