// Package account lets people in: names and passwords, sessions of browsers, and access
// tokens of other systems. Who may do what is workflow's; this package only says who asks.
//
// Passwords are kept as argon2id hashes, sessions and tokens as SHA-256 of what the holder
// has: nobody who reads the database can act by it. Wrong passwords lock a name for a while,
// whether or not there is such a name, and cost the same time.
package account
