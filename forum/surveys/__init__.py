"""What people say of the forum once it is over: a few questions for each role, answered once and changeable."""
