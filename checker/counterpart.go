package checker

// counterpart returns the part of b that stands where runes from up to before to of a do,
// by the cheapest alignment of the two readings.
func counterpart(a, b []rune, from, to int) string {
	a, b = a[:min(len(a), maxFieldRunes)], b[:min(len(b), maxFieldRunes)]
	if from >= len(a) {
		return ""
	}
	at := alignment(a, b)
	return string(b[at[from]:max(at[from], at[min(to, len(a))])])
}

// alignment gives for each boundary of a the boundary of b that it falls on.
func alignment(a, b []rune) []int {
	cost := editCosts(a, b)
	at := make([]int, len(a)+1)
	at[len(a)] = len(b)
	for i, j := len(a), len(b); i > 0; {
		here := cost[i][j]
		switch {
		case j > 0 && here == cost[i-1][j-1]+unlike(a[i-1], b[j-1]):
			i, j = i-1, j-1
		case here == cost[i-1][j]+1:
			i--
		default:
			j--
			continue
		}
		at[i] = j
	}
	at[0] = min(at[0], len(b))
	return at
}

// editCosts is the table of edit distances between the beginnings of a and b.
func editCosts(a, b []rune) [][]int {
	cost := make([][]int, len(a)+1)
	for i := range cost {
		cost[i] = make([]int, len(b)+1)
		cost[i][0] = i
	}
	for j := range b {
		cost[0][j+1] = j + 1
	}
	for i := range a {
		for j := range b {
			cost[i+1][j+1] = min(cost[i][j]+unlike(a[i], b[j]), cost[i][j+1]+1, cost[i+1][j]+1)
		}
	}
	return cost
}

func unlike(a, b rune) int {
	if a == b {
		return 0
	}
	return 1
}
