package io.guildhall.merge;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberEvents;
import io.guildhall.shared.Permission;

/** With whom a member turned out to be one. */
@Configuration(proxyBeanMethods = false)
class MergePast {

	private static final int MERGES = 90;

	@Bean
	MemberEvents mergesInTimeline() {
		return new MemberEvents("merges", MERGES, "merge.timeline", Permission.MEMBER_READ,
				"""
						select m.merged_at as at, 'one/' || m.id as key, 'merge.timeline.one' as text, jsonb_build_object() as said
						from merges m where m.organization_id = :organization and m.survivor_id <mine>
						union all
						select m.undone_at, 'two/' || m.id, 'merge.timeline.two', jsonb_build_object()
						from merges m
						where m.organization_id = :organization and (m.survivor_id <mine> or m.merged_id <mine>) and m.undone_at is not null
						"""
					.replace("<mine>", MemberEvents.MINE));
	}

}
