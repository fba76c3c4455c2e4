-- How a bad row begins may name a person, and goes with them; which row it was, and why, stays.
grant update (excerpt) on import_problems to ${app};
