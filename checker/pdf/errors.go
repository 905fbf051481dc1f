package pdf

import (
	"errors"
	"fmt"

	"lianshen/internal/errs"
)

// Why a file or a page cannot be inspected. They work with errors.Is; what Open, Render and
// Text return may carry a more exact message under the same code.
var (
	ErrEmpty = refused("file.empty",
		"文件是空的（0 字节）", "the file is empty (0 bytes)",
		"请确认文件已保存完整后重新上传", "make sure that the file was saved completely and upload it again")
	ErrNotPDF = refused("file.not_pdf",
		"文件不是 PDF", "the file is not a PDF",
		"请用原软件“导出/另存为 PDF”，不要只修改扩展名", "export it as PDF from the original program; changing the extension is not enough")
	ErrPolyglot = refused("file.polyglot",
		"文件既是 PDF 又是 ZIP 压缩包", "the file is a PDF and a ZIP archive at once",
		"请重新导出或扫描为单纯的 PDF 后上传", "export or scan it again as a plain PDF and upload that")
	ErrPassword = refused("file.password",
		"文件需要密码才能打开", "a password is needed to open the file",
		"请取消打开密码后重新上传", "remove the password for opening and upload the file again")
	ErrEncryption = refused("file.encryption_unsupported",
		"文件使用了无法识别的加密方式（证书或版权保护）", "the file is encrypted in an unknown way (certificate or rights management)",
		"请去除加密或打印为新的 PDF 后上传", "remove the encryption, or print it to a new PDF and upload that")
	ErrDamaged = refused("file.damaged",
		"文件已损坏或不完整，无法打开", "the file is damaged or incomplete and cannot be opened",
		"请重新导出或扫描，确认能正常打开后上传", "export or scan it again, check that it opens, and upload it")
	ErrNoPages = refused("file.no_pages",
		"文件没有任何页面", "the file has no pages",
		"请重新导出或扫描后上传", "export or scan it again and upload it")
	ErrTooLarge = limit("file.too_large",
		"文件超过大小上限", "the file is over the size limit",
		"请分册上传，或降低扫描分辨率（200 dpi 即可）", "upload it in parts (分册上传) or scan at a lower resolution (200 dpi will do)")
	ErrTooManyPages = limit("file.too_many_pages",
		"文件超过页数上限", "the file is over the page limit",
		"请分册上传", "upload it in parts (分册上传)")
	ErrPageTooLarge = limit("page.too_large",
		"页面尺寸过大", "the page is too large",
		"请将该页缩放到 A4 或 A3 幅面后重新上传", "scale this page to A4 or A3 and upload the file again")
	ErrPageDamaged = refused("page.damaged",
		"页面无法读取", "the page cannot be read",
		"请重新扫描或导出该页后上传", "scan or export this page again and upload the file")
	ErrTimeout = limit("file.timeout",
		"文件处理超时", "the file takes too long to process",
		"请重新打印或扫描为普通 PDF 后上传，或分册上传", "print or scan it again as an ordinary PDF, or upload it in parts")
	ErrPageTimeout = limit("page.timeout",
		"页面处理超时", "the page takes too long to process",
		"请将该页重新打印或扫描为普通页面后上传", "print or scan this page again as an ordinary page and upload the file")
	ErrUnavailable = errs.New(errs.Unavailable, "pdf.unavailable",
		errs.Text{ZH: "PDF 引擎无法启动", EN: "the PDF engine cannot be started"},
		errs.Text{ZH: "请稍后重试；若仍出现，请联系维护人员", EN: "try again later; if it happens again, tell the maintainers"})
)

func refused(code, zh, en, remedyZH, remedyEN string) *errs.Error {
	return errs.New(errs.Refused, code, errs.Text{ZH: zh, EN: en}, errs.Text{ZH: remedyZH, EN: remedyEN})
}

func limit(code, zh, en, remedyZH, remedyEN string) *errs.Error {
	return errs.New(errs.Limit, code, errs.Text{ZH: zh, EN: en}, errs.Text{ZH: remedyZH, EN: remedyEN})
}

// fileError is for calls that concern the whole file: it does not speak of a page.
func fileError(err error) error {
	if errors.Is(err, ErrPageTimeout) {
		return ErrTimeout.Wrap(err)
	}
	return err
}

// detailed returns e with a more exact pair of messages.
func detailed(e *errs.Error, zh, en string) *errs.Error {
	c := *e
	c.Message = errs.Text{ZH: zh, EN: en}
	return &c
}

// onPage returns e with the page named in its messages and err as its cause.
func onPage(e *errs.Error, number int, err error) *errs.Error {
	c := detailed(e, fmt.Sprintf("第 %d 页：%s", number, e.Message.ZH), fmt.Sprintf("page %d: %s", number, e.Message.EN))
	c.Err = err
	return c
}

func tooManyPages(pages, most int) error {
	return detailed(ErrTooManyPages,
		fmt.Sprintf("文件有 %d 页，超过上限 %d 页", pages, most),
		fmt.Sprintf("the file has %d pages, the limit is %d", pages, most))
}

func tooLarge(size, most int64) error {
	return detailed(ErrTooLarge,
		fmt.Sprintf("文件大小 %d MB,超过上限 %d MB", size>>20, most>>20),
		fmt.Sprintf("the file has %d MB, the limit is %d MB", size>>20, most>>20))
}
