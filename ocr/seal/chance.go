package seal

// chances maps the geometric mean of a title's votes to the chance that the title is exact,
// straight lines between the points. It was fitted (isotonic regression, smoothed to few
// points) on 207 titles of generated scans of 150 to 300 dpi and drawn seals of 110 to 310
// pixels turned by any angle; TestTitleScoreIsTheChance prints how it holds on others.
var chances = [][2]float64{
	{0, 0}, {0.7, 0.03}, {0.8, 0.2}, {0.87, 0.37}, {0.92, 0.66}, {0.96, 0.8}, {0.985, 0.93}, {0.995, 0.98}, {1, 0.99},
}

// chance is the probability that a title with this share of the vote is exact.
func chance(share float64) float64 {
	for i := 1; i < len(chances); i++ {
		a, b := chances[i-1], chances[i]
		if share <= b[0] {
			return a[1] + (b[1]-a[1])*max(0, share-a[0])/(b[0]-a[0])
		}
	}
	return chances[len(chances)-1][1]
}
