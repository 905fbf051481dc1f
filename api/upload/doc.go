// Package upload is what the API and the portal have in common in taking files: the body as it
// streams in, what the first bytes of a file say of its kind, and names of files, which are
// words of strangers.
//
// Nothing is opened here: that is done in the cell. What is plainly no PDF is turned away before
// it was sent, with a way out for the person who sent it.
package upload
