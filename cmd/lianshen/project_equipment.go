package main

import (
	"context"
	"fmt"
	"os"

	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/store"
)

type projectEquipmentCmd struct {
	caller
	Project string `arg:"" help:"Identifier of the project."`
	From    string `help:"A dossier.yaml; what it says of the enterprise and the project is left aside." type:"existingfile" required:""`
}

// Run prints the identifier of the project, then how much was entered.
func (c *projectEquipmentCmd) Run(ctx context.Context, p *program) error {
	raw, err := os.ReadFile(c.From)
	if err != nil {
		return missingFile(c.From, err)
	}
	n, err := notice.Default()
	if err != nil {
		return err
	}
	dossier, err := checker.ParseDossier(raw, n.Slugs())
	if err != nil {
		return err
	}
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		d, err := s.Dossier(ctx, c.Project)
		if err != nil {
			return err
		}
		ref := workflow.Ref{ID: c.Project, Version: d.Project.Version}
		made, err := s.SetEquipment(ctx, c.actor(), ref, workflow.EquipmentOf(dossier))
		if err != nil {
			return err
		}
		return c.show(p, made, made.ID, equipmentLine(dossier).In(p.lang))
	})
}

func equipmentLine(d *checker.Dossier) errs.Text {
	return errs.Text{
		ZH: fmt.Sprintf("排放口%d个，仪器%d行，数采仪%d台，视频%d处，工况等间接监控%d处", len(d.Outlets), len(d.Instruments), len(d.Loggers), len(d.Video), len(d.Process)),
		EN: fmt.Sprintf("%d outlets, %d rows of instruments, %d loggers, %d cameras, %d meters of working conditions", len(d.Outlets), len(d.Instruments), len(d.Loggers), len(d.Video), len(d.Process)),
	}
}
