-- Why something was paid back, taken off or sold for less is said in words about a person, and goes with them.
grant update (reason) on order_refunds to ${app};
grant update (reason) on order_discounts to ${app};
grant update (reason) on order_price_cuts to ${app};
