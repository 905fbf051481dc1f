# METADATA
# title: 通知
# description: What the notice file says about a kind of document.
# schemas:
#   - data.notice: schema.notice
package lib.notice

# kinds are the kinds of document by slug.
kinds := {kind.slug: kind | some kind in data.notice.kinds}

# owner is the party whose seal the notice demands; undefined where it demands none.
owner(slug) := role if {
	role := kinds[slug].seal.owner
	is_string(role)
}

# party_name is a party's role in both languages.
party_name(role) := party.name if {
	some party in data.notice.parties
	party.role == role
}

# may_share is true when one file may fill both slots.
may_share(a, b) if {
	some group in data.notice.may_share_file
	a in group
	b in group
}

# required are the documents that a kind of project needs; undefined for another kind.
required(project) := found.documents if {
	some found in data.notice.projects
	found.kind == project
}

# apply_before is how many working days before the task deadline the application is due.
apply_before := data.notice.deadlines.apply_before

area_code := data.notice.area_code
