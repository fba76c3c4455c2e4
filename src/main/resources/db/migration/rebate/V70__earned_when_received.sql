-- The day on which a rebate was earned, as it was when it was: what becomes of its order's goods afterwards changes nothing. None
-- of rebates that were earned before: those were by their payment alone.
alter table rebates add column earned_on date;
grant update (earned_on) on rebates to ${app};
