package blob

import (
	"fmt"

	"lianshen/internal/errs"
)

// Errors that come back; test for them with errors.Is.
var (
	// ErrMissing (文件缺失): there is no file of this digest.
	ErrMissing = errs.New(errs.NotFound, "blob.missing",
		errs.Text{ZH: "文件库中没有该文件", EN: "the file is not in the store of files"},
		errs.Text{ZH: "请重新上传；若曾经上传成功，请由维护人员运行 lianshen fsck", EN: "upload it again; if it was uploaded before, have lianshen fsck run"})
	// ErrDamaged (文件损坏): the file is there, and is not what its digest says.
	ErrDamaged = errs.New(errs.Internal, "blob.damaged",
		errs.Text{ZH: "文件库中的文件已损坏，内容与摘要不符", EN: "the stored file is damaged: it is not what its digest says"},
		errs.Text{ZH: "请重新上传同一文件，或从备份恢复", EN: "upload the same file again, or restore it from a backup"})
	// ErrEmpty (空文件) is what the reader of a file gives for one without a byte, too.
	ErrEmpty = errs.New(errs.Refused, "file.empty",
		errs.Text{ZH: "文件是空的（0 字节）", EN: "the file is empty (0 bytes)"},
		errs.Text{ZH: "请重新导出或重新扫描后上传", EN: "export or scan it again, then upload it"})
	// ErrTooLarge (文件过大) names the limit and the way out.
	ErrTooLarge = errs.New(errs.Limit, "blob.too_large", errs.Text{}, errs.Text{})

	unreachable = errs.New(errs.Unavailable, "blob.unreachable",
		errs.Text{ZH: "无法使用文件库", EN: "the store of files cannot be used"},
		errs.Text{ZH: "请核对 LIANSHEN_DATA 目录的权限与剩余空间", EN: "check the permissions of the folder LIANSHEN_DATA and the space that is left"})
)

func tooLarge(limit int64) error {
	e := *ErrTooLarge
	size := sizeText(limit)
	e.Message = errs.Text{ZH: "文件超过上限 " + size, EN: "the file is larger than the limit of " + size}
	e.Remedy = errs.Text{ZH: "请分册上传，或降低扫描分辨率（200 dpi 即可）", EN: "upload it in parts (分册上传) or scan at a lower resolution (200 dpi will do)"}
	return &e
}

// sizeText writes a size as a person would.
func sizeText(n int64) string {
	for _, unit := range []string{"字节", "KB", "MB"} {
		if n < 1<<10 || n%(1<<10) != 0 {
			return fmt.Sprintf("%d %s", n, unit)
		}
		n >>= 10
	}
	return fmt.Sprintf("%d GB", n)
}
