package store

import "time"

type route struct{ town, branch string }

func scanRoute(r row, v *route) error { return r.Scan(&v.town, &v.branch) }

func (t *tx) Routes() (map[string]string, error) {
	list, err := all(t, scanRoute, `SELECT town, branch FROM town_routes`)
	routes := make(map[string]string, len(list))
	for _, v := range list {
		routes[v.town] = v.branch
	}
	return routes, err
}

func (t *tx) SaveRoute(town, branch, by string, at time.Time) error {
	return t.exec(`INSERT INTO town_routes (town, branch, by_person, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (town) DO UPDATE SET branch = excluded.branch, by_person = excluded.by_person, at = excluded.at`,
		town, branch, by, instant(at))
}
