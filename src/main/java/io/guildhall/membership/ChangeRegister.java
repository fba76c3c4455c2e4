package io.guildhall.membership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.ProductId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The changes of plan that were asked for; of a membership one is pending at a time. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class ChangeRegister {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Writes an upgrade down that an order is for.
	 * @throws MembershipRefused if a change is pending
	 */
	void upgrade(Membership membership, Plan plan, UUID order, Money credit) {
		write(membership, "UPGRADE", plan, order, credit);
	}

	/**
	 * Writes down what a membership goes on with at its end.
	 * @throws MembershipRefused if a change is pending
	 */
	void atEnd(Membership membership, Plan plan) {
		write(membership, "AT_END", plan, null, Money.zero(plan.getPrice().currency()));
	}

	private void write(Membership membership, String kind, Plan plan, @Nullable UUID order, Money credit) {
		try {
			jdbc.sql(
					"""
							insert into membership_changes (organization_id, id, version, membership_id, kind, plan_id, state, order_id,
							    credit_minor, currency, asked_at, asked_by)
							values (:organization, :id, 0, :membership, :kind, :plan, 'PENDING', cast(:order as uuid), :credit, :currency,
							    :now, :by)
							""")
				.param("organization", tenancy.current())
				.param("id", Ids.next())
				.param("membership", membership.getId().id())
				.param("kind", kind)
				.param("plan", plan.getId().id())
				.param("order", order)
				.param("credit", credit.minor())
				.param("currency", credit.currency())
				.param("now", Timestamp.from(clock.instant()))
				.param("by", OnBehalf.actor().name())
				.update();
		}
		catch (DuplicateKeyException pending) {
			throw MembershipRefused.changePending();
		}
	}

	/** It came about. */
	void done(MembershipChange change) {
		close(change, "DONE");
	}

	/** It will not come about. */
	void withdrawn(MembershipChange change) {
		close(change, "WITHDRAWN");
	}

	private void close(MembershipChange change, String state) {
		jdbc.sql("""
				update membership_changes set state = :state, closed_at = :now, version = version + 1
				where organization_id = :organization and id = :id and state = 'PENDING'
				""")
			.param("state", state)
			.param("now", Timestamp.from(clock.instant()))
			.param("organization", tenancy.current())
			.param("id", change.id())
			.update();
	}

	/** Changes at the end of what has ended meanwhile are none any more. */
	void forgetEnded() {
		jdbc.sql("""
				update membership_changes c set state = 'WITHDRAWN', closed_at = :now, version = c.version + 1
				from memberships m where c.organization_id = :organization and c.state = 'PENDING' and c.kind = 'AT_END'
				and m.organization_id = c.organization_id and m.id = c.membership_id
				and m.state not in ('ACTIVE', 'GRACE', 'PAUSED')
				""").param("organization", tenancy.current()).param("now", Timestamp.from(clock.instant())).update();
	}

	/** The change of a membership that is pending. */
	Optional<MembershipChange> pending(MembershipId id) {
		return select("and c.membership_id = :of and c.state = 'PENDING'", id.id()).stream().findFirst();
	}

	/** What some of them go on with at their end. */
	List<MembershipChange> pendingAtEnd(List<MembershipId> some) {
		return select("and c.state = 'PENDING' and c.kind = 'AT_END' and c.membership_id = any(cast(:of as uuid[]))",
				some.stream().map(MembershipId::toString).toArray(String[]::new));
	}

	/** The upgrade that an order is for, pending or not. */
	Optional<MembershipChange> ofOrder(UUID order) {
		return select("and c.order_id = :of", order).stream().findFirst();
	}

	/** An upgrade is pending: neither may what it takes off move, nor go elsewhere. */
	void requireNoUpgrade(Membership membership) {
		requireNoOtherUpgrade(membership, null);
	}

	/**
	 * The same, but for the upgrade that an order is for. One that waits may be of a
	 * membership that has ended meanwhile: what it buys would come behind this one too.
	 */
	void requireNoOtherUpgrade(Membership membership, @Nullable UUID order) {
		boolean waits = jdbc.sql("""
				select exists (select from membership_changes c
				    join memberships m on m.organization_id = c.organization_id and m.id = c.membership_id
				    where c.organization_id = :organization and c.state = 'PENDING' and c.kind = 'UPGRADE'
				    and c.order_id is distinct from cast(:order as uuid)
				    and m.member_id = :member and m.family = :family)
				""")
			.param("organization", tenancy.current())
			.param("order", order)
			.param("member", membership.getMember().id())
			.param("family", membership.getFamily())
			.query(Boolean.class)
			.single();
		if (waits) {
			throw MembershipRefused.changePending();
		}
	}

	private List<MembershipChange> select(String condition, Object of) {
		return jdbc.sql("""
				select c.*, p.name as plan_name, p.product_id from membership_changes c
				join plans p on p.organization_id = c.organization_id and p.id = c.plan_id
				where c.organization_id = :organization
				""" + condition)
			.param("organization", tenancy.current())
			.param("of", of)
			.query(ChangeRegister::change)
			.list();
	}

	private static MembershipChange change(ResultSet row, int number) throws SQLException {
		return new MembershipChange(row.getObject("id", UUID.class),
				new MembershipId(row.getObject("membership_id", UUID.class)), row.getString("kind"),
				new PlanId(row.getObject("plan_id", UUID.class)), row.getString("plan_name"),
				new ProductId(row.getObject("product_id", UUID.class)), row.getString("state"),
				row.getObject("order_id", UUID.class),
				new Money(row.getLong("credit_minor"), row.getString("currency")),
				row.getTimestamp("asked_at").toInstant(), row.getString("asked_by"));
	}

}
