-- Money is never edited; whose it is turns out later, when two members are one.
grant update (member_id) on payments to ${app};
