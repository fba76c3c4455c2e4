-- Who may be in no group at the moment; a block that was lifted is none.
create view member_block_facts with (security_invoker = true) as
    select organization_id, member_id, blocked_at from member_blocks where lifted_at is null;
grant select on member_block_facts to ${app};
