// Package jobs is the queue (后台任务) of what follows from changes: River, in the database of
// the workflow, on SQLite as on PostgreSQL.
//
// Queue.Insert adds a job in the transaction of its change; the store calls it. Queue.Work
// runs workers until its context ends, Queue.Drain until nothing is due. A job calls one
// method and says what came of it; what fails is tried again, longer and longer after, and at
// last lies dead until someone has looked (Queue.List, Queue.Retry). Every job may run twice:
// what it calls does nothing the second time.
//
// Three kinds of work have no change before them and come round: the approvals that time has
// given are swept up every minute, reminders looked for every ten, periods counted again
// every hour. Jobs of processes that died on this machine are taken up when workers start
// (decision 17).
package jobs
