-- Why a debt was let go is said in words about a person, and goes with them.
grant update (note) on rebate_settlements to ${app};
