package seal

// chances maps the product of a title's votes to the chance that the title is exact, straight
// lines between the points. It was read off 246 titles of generated stamped pages in every
// condition, with earlier weights of the network. On the unseen titles of the accuracy card it
// errs by 0.018 in the mean; TestTitleScoreIsTheChance prints how it holds on drawn ones.
var chances = [][2]float64{
	{0, 0}, {0.01, 0.15}, {0.05, 0.38}, {0.15, 0.5}, {0.25, 0.68}, {0.4, 0.87}, {0.6, 0.95}, {0.9, 0.97}, {1, 0.985},
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
