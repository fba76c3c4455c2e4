package io.guildhall.activity;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.member.MemberErased;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What a person wrote in groups goes with them; that they wrote, and when, stays. */
@Component
@RequiredArgsConstructor
class ActivityWords {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Single events are found by their days, and the days of somebody who was merged
	 * stand under the one they became. Most organizations keep no words: those look for
	 * none.
	 */
	@EventListener
	void forget(MemberErased erased) {
		boolean kept = jdbc.sql("select exists (select from activity_texts where organization_id = :organization)")
			.param("organization", tenancy.current())
			.query(Boolean.class)
			.single();
		if (!kept) {
			return;
		}
		jdbc.sql("""
				delete from activity_texts t using activity_events e
				where t.organization_id = :organization and e.organization_id = :organization
				and t.day = e.day and t.source = e.source and t.external_id = e.external_id and e.member_id = :member
				and e.day in (select d.day from activity_days d where d.organization_id = :organization
					and (d.member_id = :member or d.member_id in (select m.into_id from member_merged_facts m
						where m.organization_id = :organization and m.member_id = :member)))
				""").param("organization", tenancy.current()).param("member", erased.member().id()).update();
	}

}
