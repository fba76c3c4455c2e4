package io.guildhall.membership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Reads memberships as of today, and writes down what happens to them. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class MembershipRegister {

	/** The rule of {@link Membership#stateOn}, for sets. */
	static final String STATE_ON = """
			case when m.state not in ('ACTIVE', 'GRACE', 'PAUSED') or :today < m.paused_until then m.state
			    when m.ends_on is null or :today < m.ends_on + coalesce(m.paused_until - m.paused_on, 0) then 'ACTIVE'
			    when m.cancels then 'CANCELLED'
			    when :today < m.ends_on + coalesce(m.paused_until - m.paused_on, 0) + m.grace_days then 'GRACE'
			    else 'EXPIRED' end
			""";

	/** The plan of the term that runs, which may be another one since last night. */
	static final String PLAN_ON = """
			coalesce((select t.plan_id from membership_terms t where t.organization_id = :organization
			    and t.membership_id = m.id and t.refunded_at is null and :today >= t.from_on
			    and (t.to_on is null or :today < t.to_on) and (coalesce(t.replaced_on, t.ended_on) is null or :today < coalesce(t.replaced_on, t.ended_on))
			    order by t.position desc limit 1), m.plan_id)
			""";

	/** The day on which it ends, with the days of a pause that is over. */
	static final String ENDS_ON = "m.ends_on + case when :today >= m.paused_until then m.paused_until - m.paused_on else 0 end";

	private final OrganizationService organizations;

	private final MemberScope scope;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** Memberships of whom who acts may see, with their state as of today. */
	List<MembershipSummary> select(String condition, Map<String, ? extends @Nullable Object> parameters) {
		return select(scope.on("m.member_id"), condition, parameters);
	}

	private List<MembershipSummary> select(MemberScope.Limit limited, String condition,
			Map<String, ? extends @Nullable Object> parameters) {
		return jdbc.sql("""
				select m.*, p.id as plan_today, p.name as plan_name, p.term, p.product_id, %s as state_today,
				    %s as ends_today
				from memberships m join plans p on p.organization_id = m.organization_id and p.id = %s
				where m.organization_id = :organization
				""".formatted(STATE_ON, ENDS_ON, PLAN_ON) + limited.sql() + condition)
			.params(parameters)
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("today", organizations.today())
			.query(MembershipRegister::summary)
			.list();
	}

	/**
	 * One of them.
	 * @throws MembershipRefused if there is none
	 */
	MembershipSummary require(MembershipId id) {
		return select("and m.id = :id", Map.of("id", id.id())).stream()
			.findFirst()
			.orElseThrow(() -> MembershipRefused.unknown(id));
	}

	/** One of them, whoever asks: who pays for a gift need not see whose it is. */
	MembershipSummary written(MembershipId id) {
		return select(new MemberScope.Limit("", Map.of()), "and m.id = :id", Map.of("id", id.id())).get(0);
	}

	/** Writes down what happened to one, with its end as it is then. */
	void moved(Membership membership, String what, @Nullable UUID order) {
		moved(membership, what, order, null);
	}

	/** The same, and why. */
	void moved(Membership membership, String what, @Nullable UUID order, @Nullable String reason) {
		Actor actor = OnBehalf.actor();
		jdbc.sql(
				"""
						insert into membership_moves (organization_id, membership_id, number, at, what, ends_on, order_id, actor_kind,
						    actor_id, actor_name, reason)
						select :organization, :membership, coalesce(max(number), 0) + 1, :at, :what, cast(:endsOn as date),
						    cast(:order as uuid), :actorKind, cast(:actor as uuid), :actorName, :reason
						from membership_moves where organization_id = :organization and membership_id = :membership
						""")
			.param("organization", tenancy.current())
			.param("membership", membership.getId().id())
			.param("at", Timestamp.from(clock.instant()))
			.param("what", what)
			.param("endsOn", membership.getEndsOn())
			.param("order", order)
			.param("actorKind", actor.kind().name())
			.param("actor", actor.id())
			.param("actorName", actor.name())
			.param("reason", reason)
			.update();
	}

	private static MembershipSummary summary(ResultSet row, int number) throws SQLException {
		return new MembershipSummary(new MembershipId(row.getObject("id", UUID.class)),
				new MemberId(row.getObject("member_id", UUID.class)),
				new PlanId(row.getObject("plan_today", UUID.class)), row.getString("plan_name"),
				PlanTerm.valueOf(row.getString("term")), new ProductId(row.getObject("product_id", UUID.class)),
				MembershipState.valueOf(row.getString("state_today")), row.getObject("started_on", LocalDate.class),
				row.getObject("ends_today", LocalDate.class), row.getBoolean("cancels"),
				row.getObject("paused_on", LocalDate.class), row.getObject("paused_until", LocalDate.class),
				row.getTimestamp("created_at").toInstant());
	}

}
