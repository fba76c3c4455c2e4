-- Why a coupon was taken back, or how a debt ended, is said in words about a person, and goes with them.
grant update (note) on coupon_moves to ${app};
