package io.guildhall.member;

import java.util.Map;

import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupScope;

/**
 * Whom who acts may see, for what other modules keep about members: an operator sees and
 * moves only what is of those who are or were in a group that they host.
 */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class MemberScope {

	private final CommunityService communities;

	private final MemberReading reading;

	/** Whether who acts may see the member. */
	public boolean contains(MemberId member) {
		GroupScope scope = communities.scope();
		return scope.all() || reading.isIn(member, scope);
	}

	/**
	 * The limit for a statement that has the parameter {@code organization}; nothing
	 * where there is none.
	 * @param member the column with the member's id
	 */
	public Limit on(String member) {
		GroupScope scope = communities.scope();
		if (scope.all()) {
			return new Limit("", Map.of());
		}
		return new Limit("""

				and exists (select from member_group_facts scoped where scoped.organization_id = :organization
				    and scoped.member_id = %s and scoped.group_id = any(cast(:scope_groups as uuid[])))
				""".formatted(member), Map.of("scope_groups", scope.array()));
	}

	/**
	 * A condition that begins with {@code and}, or nothing.
	 *
	 * @param sql for the end of a where clause
	 * @param parameters that it needs
	 */
	public record Limit(String sql, Map<String, Object> parameters) {
	}

}
