package io.guildhall.membership;

import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import lombok.RequiredArgsConstructor;

/** Lists memberships: those of members that who acts may see. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class MembershipListing {

	private static final String LATEST = """
			and (cast(:from as timestamptz) is null
			    or (m.created_at, m.id) < (cast(:from as timestamptz), cast(:id as uuid)))
			order by m.created_at desc, m.id desc limit :limit
			""";

	private static final String BY_END = """
			and (cast(:from as date) is null or (%1$s, m.id) > (cast(:from as date), cast(:id as uuid)))
			order by %1$s, m.id limit :limit
			""".formatted(MembershipRegister.ENDS_ON);

	private final MembershipRegister register;

	/** The memberships, latest first; those that are due, by when they end. */
	@May(Permission.SALES_READ)
	public Slice<MembershipSummary> list(MembershipFilter filter, @Nullable String after) {
		return slice(filter, after, Slice.PAGE);
	}

	Slice<MembershipSummary> slice(MembershipFilter filter, @Nullable String after, int size) {
		boolean due = filter.dueWithin() != null;
		List<String> cursor = Slice.decode(after, 2);
		Map<String, @Nullable Object> parameters = new HashMap<>();
		parameters.put("state", (filter.state() != null) ? filter.state().name() : null);
		parameters.put("due", filter.dueWithin());
		parameters.put("plan", (filter.plan() != null) ? filter.plan().toString() : null);
		parameters.put("members", (filter.members() != null)
				? filter.members().stream().map(MemberId::toString).toArray(String[]::new) : null);
		parameters.put("from", cursor.isEmpty() ? null : from(due, cursor));
		parameters.put("id", cursor.isEmpty() ? null : Slice.id(cursor, 1).toString());
		parameters.put("limit", size + 1);
		List<MembershipSummary> rows = register.select("""
				and (cast(:state as text) is null or %s = :state)
				and (cast(:due as int) is null or (m.state in ('ACTIVE', 'GRACE') and not m.cancels
				    and m.ends_on <= :today + cast(:due as int) and :today < m.ends_on + m.grace_days))
				and (cast(:plan as uuid) is null or %s = cast(:plan as uuid))
				and (cast(:members as uuid[]) is null or m.member_id = any(cast(:members as uuid[])))
				""".formatted(MembershipRegister.STATE_ON, MembershipRegister.PLAN_ON) + (due ? BY_END : LATEST),
				parameters);
		return Slice.of(rows, size, membership -> List
			.of(due ? String.valueOf(membership.endsOn()) : membership.createdAt(), membership.id()));
	}

	private static Object from(boolean due, List<String> cursor) {
		return due ? Slice.day(cursor, 0) : Timestamp.from(Slice.instant(cursor, 0));
	}

	/**
	 * Those with access that end within so many days and are not renewed, first to last.
	 */
	@May(Permission.SALES_READ)
	public List<MembershipSummary> due(int days, int limit) {
		return register.select("""
				and m.state in ('ACTIVE', 'GRACE') and not m.cancels and m.ends_on <= :today + cast(:days as int)
				and :today < m.ends_on + m.grace_days
				order by m.ends_on, m.id limit :limit
				""", Map.of("days", days, "limit", limit));
	}

}
