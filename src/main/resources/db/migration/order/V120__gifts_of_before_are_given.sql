-- The gifts of seats that were held before shelves knew what is given (catalog V71): their holds have the ids of the seats.
update product_holds h set given = true from plan_seats s
where s.organization_id = h.organization_id and s.id = h.id and s.gift_product_id is not null;
