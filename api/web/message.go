package web

import "lianshen/workflow"

var messageRoutes = []route{
	{Method: get, Path: "/messages", Op: "messagesPage", Do: (*Portal).messagesPage},
}

type messageRow struct {
	workflow.Message
	Link string
}

type messagesPage struct {
	*Page
	pager
	Rows []messageRow
}

// messageCount is how many messages a page has.
const messageCount = 30

// messagesPage lists a person's messages. Seeing the list opens them; those that were new keep
// their mark on the page that first shows them.
func (p *Portal) messagesPage(v *visit) error {
	person := v.who.Session.Person
	in, err := p.Workflow.Messages(v.ctx, person, v.query("after"), messageCount+1)
	if err != nil {
		return err
	}
	next := ""
	if len(in.Messages) > messageCount {
		in.Messages = in.Messages[:messageCount]
		next = in.Messages[messageCount-1].ID
	}
	if len(in.Messages) > 0 && v.query("after") == "" && in.Unread > 0 {
		if err := p.Workflow.OpenMessages(v.ctx, person, in.Messages[0].ID); err != nil {
			return err
		}
	}
	page, err := v.page(v.t("nav.messages"))
	if err != nil {
		return err
	}
	out := &messagesPage{Page: page, pager: v.pager(next)}
	for _, m := range in.Messages {
		link := subjectLink(m.Subject)
		if m.Subject.Kind == "grant" {
			link = "/delegations"
		}
		out.Rows = append(out.Rows, messageRow{m, link})
	}
	return v.show("messages", out)
}
