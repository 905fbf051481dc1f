# METADATA
# title: 单位
# description: The parties of the project by role.
# schemas:
#   - input: schema.input
package lib.parties

import data.lib.names

# of are the names known for the role; there are several after a change of name.
of(role) := [party.name | some party in input.parties; party.role == role]

known(role) if count(of(role)) > 0

# is_named is true when the name is one of the role's.
is_named(role, name) if {
	is_string(name)
	some known_name in of(role)
	names.same(known_name, name)
}

# joined joins the role's names for a message.
joined(role) := concat(" / ", of(role))
