package pdf

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

func rss() string {
	b, _ := os.ReadFile("/proc/self/status")
	var out []string
	for _, l := range strings.Split(string(b), "\n") {
		if strings.HasPrefix(l, "VmRSS") || strings.HasPrefix(l, "VmHWM") {
			out = append(out, strings.Join(strings.Fields(l), " "))
		}
	}
	return strings.Join(out, " ")
}

func TestZZM(t *testing.T) {
	data := scan(200)
	fmt.Println(len(data)>>20, "MB", rss())
	t0 := time.Now()
	d := open(t, data, Limits{})
	fmt.Println("open", time.Since(t0), rss())
	t0 = time.Now()
	_, err := d.Structure(context.Background())
	fmt.Println("structure", time.Since(t0), rss(), err)
	t0 = time.Now()
	for i := 1; i <= 200; i++ {
		_, e1 := d.Page(context.Background(), i)
		_, e2 := d.Text(context.Background(), i)
		_, e3 := d.Render(context.Background(), i, 200)
		if e1 != nil || e2 != nil || e3 != nil {
			t.Fatal(e1, e2, e3)
		}
		if i%40 == 0 {
			fmt.Println(i, time.Since(t0), rss())
		}
	}
}
