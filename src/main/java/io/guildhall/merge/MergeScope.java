package io.guildhall.merge;

import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupScope;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Whom who asks may see, in SQL. */
@Component
@RequiredArgsConstructor
class MergeScope {

	private final CommunityService communities;

	private final Tenancy tenancy;

	/** What {@link #seen} needs: organization, all and groups. */
	Map<String, Object> parameters() {
		GroupScope scope = communities.scope();
		return Map.of("organization", tenancy.current(), "all", scope.all(), "groups", scope.array());
	}

	/** That the member of the column is or was in one of the groups. */
	static String seen(String column) {
		return """
				exists (select 1 from member_group_facts g where g.organization_id = :organization
					and g.member_id = %s and g.group_id = any(:groups))""".formatted(column);
	}

}
