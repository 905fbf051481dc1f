package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"lianshen/checker/engine"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
)

// openRules compiles the rules of a folder, or those in the program, and gives the notice
// that they rest on. A folder at fault is wrong use; the error names file and line.
func openRules(ctx context.Context, dir string) (*engine.Engine, *notice.Notice, error) {
	opts, n, err := ruleOptions(dir)
	if err != nil {
		return nil, nil, err
	}
	rules, err := engine.New(ctx, opts)
	if err != nil && dir != "" {
		return nil, nil, malformedRules(err)
	}
	return rules, n, err
}

func ruleOptions(dir string) (engine.Options, *notice.Notice, error) {
	if dir == "" {
		n, err := notice.Default()
		return engine.Options{Notice: n}, n, err
	}
	if !isDir(dir) {
		return engine.Options{}, nil, errs.New(errs.Usage, "policy.not_found",
			errs.Text{ZH: "规则目录不存在:" + dir, EN: "the folder of rules does not exist: " + dir},
			errs.Text{ZH: "请改正规则目录的路径", EN: "correct the path of the rules"})
	}
	opts, err := engine.Folder(os.DirFS(dir))
	if err != nil {
		return opts, nil, malformedRules(err)
	}
	return opts, opts.Notice.(*notice.Notice), nil
}

func malformedRules(err error) error {
	return errs.New(errs.Usage, "policy.malformed",
		errs.Text{ZH: "规则无法使用:" + err.Error(), EN: "the rules cannot be used: " + err.Error()},
		errs.Text{ZH: "请按提示的文件与行号改正", EN: "correct the file and line that are named"}).Wrap(err)
}

// failedRules is for an author's rules that compile and then fail, or never end.
func failedRules(err error) error {
	e := errs.New(errs.Usage, "policy.failed",
		errs.Text{ZH: "规则执行失败:" + err.Error(), EN: "the rules failed: " + err.Error()},
		errs.Text{ZH: "请检查所指的规则", EN: "look at the rules that are named"})
	if errors.Is(err, context.DeadlineExceeded) {
		e.Message = errs.Text{
			ZH: fmt.Sprintf("规则在 %s 内没有得出结果：%v", engine.DefaultDeadline, err),
			EN: fmt.Sprintf("the rules came to no result within %s: %v", engine.DefaultDeadline, err),
		}
	}
	return e.Wrap(err)
}
