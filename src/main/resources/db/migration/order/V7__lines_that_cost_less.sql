-- Why a line has a lower price than its product: the flash sale, and the trial whose price is taken off; what those are, the
-- catalog knows.
alter table order_lines add column flash_sale_id uuid;
alter table order_lines add column trial_line_id uuid;
alter table order_lines add column credit_minor bigint not null default 0;
alter table order_lines add constraint order_lines_credit check (credit_minor >= 0 and (credit_minor = 0 or trial_line_id is not null));
