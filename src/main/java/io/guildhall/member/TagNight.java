package io.guildhall.member;

import java.time.LocalDate;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.organization.NightlyWork;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * A file that was being imported while its tag was renamed may have put the old name on:
 * the night makes it the new one.
 */
@Component
@Transactional
@RequiredArgsConstructor
class TagNight implements NightlyWork {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public int order() {
		return 20;
	}

	@Override
	public void run(LocalDate day) {
		jdbc.sql("""
				with old as (
					delete from member_tags h using tags t
					where h.organization_id = :organization and t.organization_id = :organization
					and t.tag = h.tag and t.goes_as is not null
					returning h.*, t.goes_as)
				insert into member_tags (organization_id, tag, member_id, tagged_at, source_run, rule_id)
				select :organization, o.goes_as, o.member_id, o.tagged_at, o.source_run, o.rule_id from old o
				on conflict (organization_id, tag, member_id) do update set <hand>
				""".replace("<hand>", TagNames.HAND_HOLDS)).param("organization", tenancy.current()).update();
	}

}
