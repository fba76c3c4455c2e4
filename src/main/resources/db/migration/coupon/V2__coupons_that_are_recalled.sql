-- recalled_reason: why its holder may not keep it, though an order holds or has used it; it is revoked when the order lets
-- go of it.
alter table coupons add column recalled_reason text;
