package live

import (
	"bufio"
	"context"
	"errors"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
)

// Frame is one server-sent event.
type Frame struct{ Name, Data string }

// beat is how often something is sent when nothing happens: proxies keep the line open, a reader
// that is gone is noticed, and one that may not see the project any more is sent away.
const beat = 15 * time.Second

// Stream answers a request with events for as long as its reader listens, and closes the
// subscription then. say puts events into frames; still is asked now and then whether the reader
// may go on listening. Neither may use anything of the request, which is over by then.
func (s *Subscription) Stream(f *fiber.Ctx, say func([]Event) ([]Frame, error), still func(context.Context) error) error {
	f.Set(fiber.HeaderContentType, "text/event-stream")
	f.Set(fiber.HeaderCacheControl, "no-store")
	f.Set("X-Accel-Buffering", "no")
	if f.Method() == fiber.MethodHead {
		s.Close() // there is no body to tell anything in
		return nil
	}
	f.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		defer s.Close()
		if _, err := w.WriteString("retry: 2000\n\n"); err != nil || w.Flush() != nil {
			return
		}
		asked := time.Now()
		for s.pass(w, say) == nil {
			if time.Since(asked) < beat {
				continue
			}
			if asked = time.Now(); still(s.hub.ctx) != nil {
				return
			}
		}
	})
	return nil
}

// pass sends what happens next, or a beat when nothing does for a while.
func (s *Subscription) pass(w *bufio.Writer, say func([]Event) ([]Frame, error)) error {
	ctx, stop := context.WithTimeout(s.hub.ctx, beat)
	defer stop()
	events, err := s.Next(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		_, err = w.WriteString(": \n\n")
	}
	if err != nil {
		return err
	}
	frames, err := say(events)
	if err != nil {
		return err
	}
	for _, f := range frames {
		if err := f.write(w); err != nil {
			return err
		}
	}
	return w.Flush()
}

// write puts a frame on the line; data of several lines are several lines of data.
func (f Frame) write(w *bufio.Writer) error {
	data := strings.ReplaceAll(strings.ReplaceAll(f.Data, "\r", ""), "\n", "\ndata: ")
	_, err := w.WriteString("event: " + f.Name + "\ndata: " + data + "\n\n")
	return err
}
