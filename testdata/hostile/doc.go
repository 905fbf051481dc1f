// Package hostile builds files that attack a PDF reader or merely annoy it, one by one and
// in memory: nothing harmful lies on disk, and each file says in code what is wrong with it.
// Set lists them with the outcome that every reader in this project must come to.
package hostile
