package api

import (
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// clientHeader carries the address that client has found to fiber's IP, which everybody asks.
// It is ours alone: what a request brings under this name is taken away.
const clientHeader = "X-Lianshen-Client"

// client finds out from where a request comes. Behind a proxy that is trusted, that is the last
// address of X-Forwarded-For that is no trusted proxy's: every proxy adds whom it heard at the
// end, so that what stands before the first stranger is only what the stranger says.
func (s *Server) client(c *fiber.Ctx) error {
	header := &c.Request().Header
	var hops []string
	for _, line := range header.PeekAll(fiber.HeaderXForwardedFor) {
		hops = append(hops, strings.Split(string(line), ",")...)
	}
	header.Del(clientHeader)
	from, ok := netip.AddrFromSlice(c.Context().RemoteIP())
	if !ok {
		return c.Next()
	}
	from = from.Unmap()
	for i := len(hops) - 1; i >= 0 && s.trusts(from); i-- {
		hop, err := hopAddress(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		from = hop
	}
	header.Set(clientHeader, from.String())
	return c.Next()
}

// hopAddress reads an address with or without a port.
func hopAddress(hop string) (netip.Addr, error) {
	if at, err := netip.ParseAddrPort(hop); err == nil {
		return at.Addr().Unmap(), nil
	}
	a, err := netip.ParseAddr(strings.Trim(hop, "[]"))
	return a.Unmap(), err
}

func (s *Server) trusts(a netip.Addr) bool {
	for _, p := range s.Proxies {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// encrypted reports whether a request came over TLS, to us or to a proxy that is trusted.
func (s *Server) encrypted(c *fiber.Ctx) bool {
	if s.TLS {
		return true
	}
	hops := strings.Split(c.Get(fiber.HeaderXForwardedProto), ",")
	return len(s.Proxies) > 0 && c.IsProxyTrusted() && strings.EqualFold(strings.TrimSpace(hops[len(hops)-1]), "https")
}

// transport has a browser that came over TLS come by nothing else for a year.
func (s *Server) transport(c *fiber.Ctx) error {
	if s.encrypted(c) {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000; includeSubDomains")
	}
	return c.Next()
}
