-- Why a membership was given, taken back or stood still is said in words about a person, and goes with them.
grant update (reason) on membership_moves to ${app};
