package io.guildhall.membership;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Keeps the early birds of plans, and the gifts that go with their seats. */
@Service
@Transactional
@RequiredArgsConstructor
public class EarlyBirdService {

	private static final int SHOWN = 200;

	private final PlanRepository plans;

	private final PlanSeats seats;

	private final MembershipRegister register;

	private final MembershipRepository memberships;

	private final MembershipTermRepository terms;

	private final MemberScope scope;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * A seat that somebody has.
	 *
	 * @param takenAt when it was paid for; null while the order waits
	 * @param gift in words; null for none
	 * @param handedAt when the gift was handed over; null for not yet
	 */
	public record Seat(UUID id, MemberId member, UUID order, Money price, @Nullable String gift, Instant heldAt,
			@Nullable Instant takenAt, @Nullable Instant handedAt, @Nullable String handedBy) {

		/** Whether its gift waits to be handed over. */
		public boolean giftWaits() {
			return gift != null && takenAt != null && handedAt == null;
		}

	}

	/**
	 * Gives a plan an early bird, or changes it; who has a seat keeps its terms.
	 * @throws PlanRefused if something about it is not right
	 */
	@May(Permission.PLAN_EDIT)
	public EarlyBird set(PlanId id, NewEarlyBird wanted) {
		Plan plan = plans.require(id);
		EarlyBird before = seats.of(id).orElse(null);
		wanted.check(plan.getPrice(), (before != null) ? before.taken() : 0, clock.instant());
		if (!seats.write(id, wanted)) {
			throw PlanRefused.seatsTaken(seats.of(id).map(EarlyBird::taken).orElse(0));
		}
		EarlyBird after = get(id);
		audit.record("membership.early-bird.set", "plan", id, (before != null) ? values(before) : Map.of(),
				values(after));
		return after;
	}

	/** Ends it now; who has a seat keeps it. */
	@May(Permission.PLAN_EDIT)
	public EarlyBird close(PlanId id) {
		EarlyBird before = get(id);
		seats.close(id, clock.instant());
		EarlyBird after = get(id);
		audit.record("membership.early-bird.closed", "plan", id, Map.of("until", before.until()),
				Map.of("until", after.until()));
		return after;
	}

	/**
	 * The early bird of a plan, its counter as of now.
	 * @throws PlanRefused if it has none
	 */
	@Transactional(readOnly = true)
	public EarlyBird get(PlanId id) {
		plans.require(id);
		return seats.of(id).orElseThrow(PlanRefused::noEarlyBird);
	}

	/** The early birds of plans by which these products are sold, those that are open. */
	@Transactional(readOnly = true)
	public Map<ProductId, EarlyBird> sold(Collection<ProductId> products) {
		List<Plan> found = products.isEmpty() ? List.of() : plans.findAllByProductIn(products);
		Map<UUID, EarlyBird> early = seats.of(found.stream().map(plan -> plan.getId().id()).toList());
		Map<ProductId, EarlyBird> open = new HashMap<>();
		for (Plan plan : found) {
			EarlyBird one = early.get(plan.getId().id());
			if (one != null && one.open()) {
				open.put(plan.getProduct(), one);
			}
		}
		return open;
	}

	/**
	 * Who has a seat, the latest first; at most 200.
	 * @throws MembershipRefused if there is no such plan
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<Seat> seats(PlanId plan) {
		plans.require(plan);
		return select("and s.plan_id = :of order by s.held_at desc, s.id desc limit " + SHOWN, plan.id());
	}

	/** The seats that a member has. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<Seat> seatsOf(MembershipId membership) {
		return select("""
				and s.order_id in (select t.order_id from membership_terms t
				    where t.organization_id = :organization and t.membership_id = :of) order by s.held_at
				""", membership.id());
	}

	/**
	 * The gift of a seat was handed over.
	 * @throws PlanRefused if there is no such seat, or none of its gifts waits
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public void handOver(UUID seat) {
		Seat found = select("and s.id = :of", seat).stream()
			.findFirst()
			.orElseThrow(() -> PlanRefused.unknownSeat(seat));
		int handed = jdbc.sql("""
				update plan_seats set handed_at = :now, handed_by = :by
				where organization_id = :organization and id = :id and state = 'TAKEN' and gift is not null
				and handed_at is null
				""")
			.param("now", Timestamp.from(clock.instant()))
			.param("by", OnBehalf.actor().name())
			.param("organization", tenancy.current())
			.param("id", seat)
			.update();
		if (handed == 0) {
			throw PlanRefused.nothingToHandOver();
		}
		terms.findAllByOrderId(found.order())
			.stream()
			.findFirst()
			.ifPresent(term -> register.moved(memberships.requireToMove(term.getMembership()), "GIFT_HANDED_OVER",
					found.order()));
		audit.record("membership.gift.handed-over", "member", found.member(), Map.of(), Map.of("seat", seat));
	}

	private List<Seat> select(String condition, UUID of) {
		MemberScope.Limit limited = scope.on("s.member_id");
		return jdbc.sql("""
				select s.* from plan_seats s where s.organization_id = :organization and s.state <> 'RELEASED'
				""" + limited.sql() + condition)
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("of", of)
			.query((row, number) -> new Seat(row.getObject("id", UUID.class),
					new MemberId(row.getObject("member_id", UUID.class)), row.getObject("order_id", UUID.class),
					new Money(row.getLong("price_minor"), row.getString("currency")), row.getString("gift"),
					row.getTimestamp("held_at").toInstant(), instant(row.getTimestamp("taken_at")),
					instant(row.getTimestamp("handed_at")), row.getString("handed_by")))
			.list();
	}

	private static @Nullable Instant instant(@Nullable Timestamp at) {
		return (at != null) ? at.toInstant() : null;
	}

	private static Map<String, ?> values(EarlyBird early) {
		return Map.of("seats", early.seats(), "until", early.until(), "price", early.price(), "gift",
				(early.gift() != null) ? early.gift() : "", "giftCost", early.giftCost(), "perMember",
				early.perMember());
	}

}
