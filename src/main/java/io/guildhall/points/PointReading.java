package io.guildhall.points;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Shows the ledger: of members whom who asks may see. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class PointReading {

	private static final int FEW = 10;

	private static final int SOON_DAYS = 30;

	private static final String ENTRIES = """
			select e.*, r.name as rule_name, e.account = 'SPENT' and e.points < 0 and e.source_type = 'COUPON'
				and not exists (select from point_entries b where b.organization_id = :organization and b.of_id = e.id
					and b.account = 'SPENT') as returnable
			from point_entries e
			left join point_rules r on r.organization_id = :organization and r.id = e.rule_id
			where e.organization_id = :organization %s
			order by e.at desc, e.id desc limit :limit
			""";

	private final PointLevels levels;

	private final PointValues values;

	private final MemberService members;

	private final MemberScope scope;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * What a member has.
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who asks
	 */
	@May(Permission.MEMBER_READ)
	public MemberPoints of(MemberId member) {
		members.require(member);
		LocalDate today = organizations.today();
		Map<String, Object> whose = Map.of("organization", tenancy.current(), "member", member.id(), "today", today);
		Long balance = jdbc.sql("""
				select balance from point_accounts where organization_id = :organization and member_id = :member
				""").params(whose).query(Long.class).optional().orElse(0L);
		Lots lots = jdbc.sql("""
				select coalesce(sum(remaining) filter (where available_on <= :today), 0) as available,
					coalesce(sum(remaining) filter (where available_on > :today), 0) as waiting
				from point_lots
				where organization_id = :organization and member_id = :member and remaining > 0
				and (expires_on is null or expires_on > :today)
				""").params(whose).query(Lots.class).single();
		Ending ending = jdbc.sql("""
				select expires_on, sum(remaining) as points from point_lots
				where organization_id = :organization and member_id = :member and remaining > 0 and expires_on > :today
				group by expires_on order by expires_on limit 1
				""").params(whose).query(Ending.class).optional().orElse(null);
		return new MemberPoints(balance, lots.available(), lots.waiting(), (ending != null) ? ending.points() : 0,
				(ending != null) ? ending.expiresOn().minusDays(1) : null, levels.standing(member).orElse(null),
				levels.changes(member, FEW), entries("and e.member_id = :member", Map.of("member", member.id()), FEW));
	}

	/**
	 * The ledger, latest first.
	 * @param member of whom; null for all whom who asks may see
	 * @param account of which side; null for all
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who asks
	 */
	@May(Permission.MEMBER_READ)
	public Slice<PointEntry> ledger(@Nullable MemberId member, @Nullable PointAccount account, @Nullable String after) {
		List<String> cursor = Slice.decode(after, 2);
		Map<String, Object> parameters = new HashMap<>();
		StringBuilder condition = new StringBuilder();
		if (member != null) {
			members.require(member);
			condition.append(" and e.member_id = :member");
			parameters.put("member", member.id());
		}
		if (account != null) {
			condition.append(" and e.account = :account");
			parameters.put("account", account.name());
		}
		if (!cursor.isEmpty()) {
			condition.append(" and (e.at, e.id) < (cast(:at as timestamptz), cast(:id as uuid))");
			parameters.put("at", Timestamp.from(Slice.micros(cursor, 0)));
			parameters.put("id", Slice.id(cursor, 1));
		}
		return Slice.of(entries(condition.toString(), parameters, Slice.PAGE + 1), Slice.PAGE,
				entry -> List.of(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()), entry.id()));
	}

	/**
	 * An entry.
	 * @throws PointsRefused if there is none of a member whom who asks may see
	 */
	@May(Permission.MEMBER_READ)
	public PointEntry entry(UUID id) {
		return entries(" and e.id = :id", Map.of("id", id), 1).stream()
			.findFirst()
			.orElseThrow(() -> PointsRefused.unknownEntry(id));
	}

	/** What all have together whom who asks may see. */
	@May(Permission.MEMBER_READ)
	public PointTotals totals() {
		MemberScope.Limit limited = scope.on("x.member_id");
		LocalDate today = organizations.today();
		Sums sums = jdbc
			.sql("""
					select a.outstanding, a.members, a.debts, l.ending, e.given, e.spent, e.expired
					from (select coalesce(sum(greatest(x.balance, 0)), 0) as outstanding,
							count(*) filter (where x.balance > 0) as members,
							coalesce(-sum(least(x.balance, 0)), 0) as debts
						from point_accounts x where x.organization_id = :organization %1$s) a
					cross join (select coalesce(sum(x.remaining), 0) as ending from point_lots x
						where x.organization_id = :organization and x.remaining > 0 and x.expires_on <= :soon %1$s) l
					cross join (select coalesce(sum(x.points) filter (where x.account in ('ISSUED', 'GRANTED')), 0) as given,
							coalesce(-sum(x.points) filter (where x.account = 'SPENT'), 0) as spent,
							coalesce(-sum(x.points) filter (where x.account = 'EXPIRED'), 0) as expired
						from point_entries x where x.organization_id = :organization and x.at >= :since %1$s) e
					"""
				.formatted(limited.sql()))
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("soon", today.plusDays(SOON_DAYS))
			.param("since", Timestamp.from(organizations.current().startOf(today.minusDays(SOON_DAYS))))
			.query(Sums.class)
			.single();
		return new PointTotals(sums.outstanding(), values.current().worth(sums.outstanding()), sums.members(),
				sums.debts(), sums.ending(), sums.given(), sums.spent(), sums.expired());
	}

	private List<PointEntry> entries(String condition, Map<String, ?> parameters, int limit) {
		MemberScope.Limit limited = scope.on("e.member_id");
		List<Raw> rows = jdbc.sql(ENTRIES.formatted(condition + limited.sql()))
			.params(limited.parameters())
			.params(parameters)
			.param("organization", tenancy.current())
			.param("limit", limit)
			.query(PointReading::raw)
			.list();
		Map<MemberId, MemberSummary> people = members.summaries(rows.stream().map(Raw::member).distinct().toList());
		return rows.stream()
			.map(row -> new PointEntry(row.id(), row.at(),
					Objects.requireNonNullElseGet(people.get(row.member()),
							() -> new MemberSummary(row.member(), "–", true)),
					row.points(), row.account(), row.sourceType(), row.sourceId(), row.rule(), row.forDay(), row.of(),
					row.note(), row.actor(), row.returnable()))
			.toList();
	}

	private static Raw raw(ResultSet row, int number) throws SQLException {
		return new Raw(row.getObject("id", UUID.class), row.getTimestamp("at").toInstant(),
				new MemberId(row.getObject("member_id", UUID.class)), row.getLong("points"),
				PointAccount.valueOf(row.getString("account")), row.getString("source_type"),
				row.getObject("source_id", UUID.class), row.getString("rule_name"),
				row.getObject("for_day", LocalDate.class), row.getObject("of_id", UUID.class), row.getString("note"),
				row.getString("actor_name"), row.getBoolean("returnable"));
	}

	private record Raw(UUID id, Instant at, MemberId member, long points, PointAccount account, String sourceType,
			UUID sourceId, @Nullable String rule, LocalDate forDay, @Nullable UUID of, @Nullable String note,
			String actor, boolean returnable) {
	}

	private record Sums(long outstanding, long members, long debts, long ending, long given, long spent, long expired) {
	}

	private record Lots(long available, long waiting) {
	}

	private record Ending(LocalDate expiresOn, long points) {
	}

}
