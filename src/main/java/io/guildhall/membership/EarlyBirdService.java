package io.guildhall.membership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponId;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Keeps the early birds of plans, and the gifts that go with their seats. */
@Service
@Transactional
@RequiredArgsConstructor
public class EarlyBirdService {

	private static final int SHOWN = 200;

	private static final String HELD = "and s.state <> 'RELEASED' ";

	private final PlanRepository plans;

	private final PlanSeats seats;

	private final SeatGifts gifts;

	private final SeatCoupons coupons;

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
	 * @param releasedAt when it was given up, since its money went back; null while
	 * somebody has it
	 * @param giftProduct that is delivered with the order; null for none
	 * @param giftBatch of which a coupon is issued; null for none
	 * @param giftCoupon that was issued
	 */
	public record Seat(UUID id, PlanId plan, MemberId member, UUID order, Money price, @Nullable String gift,
			Instant heldAt, @Nullable Instant takenAt, @Nullable Instant handedAt, @Nullable String handedBy,
			@Nullable Instant releasedAt, @Nullable ProductId giftProduct, @Nullable BatchId giftBatch,
			@Nullable CouponId giftCoupon) {

		/** Whether its gift waits to be handed over. */
		public boolean giftWaits() {
			return gift != null && takenAt != null && handedAt == null && releasedAt == null;
		}

		/** Whether it is handed over here, and not where its order is delivered. */
		@JsonIgnore
		public boolean isHandedHere() {
			return giftWaits() && giftProduct == null;
		}

	}

	/**
	 * Gives a plan an early bird, or changes it; who has a seat keeps its terms.
	 * @throws PlanRefused if something about it is not right
	 */
	@May(Permission.PLAN_EDIT)
	public EarlyBird set(PlanId id, NewEarlyBird asked) {
		Plan plan = plans.require(id);
		EarlyBird before = seats.of(id).orElse(null);
		NewEarlyBird wanted = gifts.named(asked);
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
		return select(HELD + "and s.plan_id = :of order by s.held_at desc, s.id desc limit " + SHOWN, plan.id());
	}

	/** The seats that a member has. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<Seat> seatsOf(MembershipId membership) {
		return select(HELD + """
				and s.order_id in (select t.order_id from membership_terms t
				    where t.organization_id = :organization and t.membership_id = :of) order by s.held_at
				""", membership.id());
	}

	/** The seats that a member has, the latest first; at most 200. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<Seat> seatsOf(MemberId member) {
		return select(HELD + "and s.member_id = :of order by s.held_at desc, s.id desc limit " + SHOWN, member.id());
	}

	/** The seats of an order, also those that were given up after they were paid for. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<Seat> seatsOfOrder(UUID order) {
		return select("and (s.state <> 'RELEASED' or s.taken_at is not null) and s.order_id = :of order by s.id",
				order);
	}

	/**
	 * The gift of a seat was handed over; a coupon is issued by that, where it was not
	 * issued with the payment.
	 * @throws PlanRefused if there is no such seat, none of its gifts waits, or it is
	 * delivered with its order
	 * @throws io.guildhall.coupon.CouponRefused if its coupon cannot be issued now
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public void handOver(UUID seat) {
		Seat found = select(HELD + "and s.id = :of", seat).stream()
			.findFirst()
			.orElseThrow(() -> PlanRefused.unknownSeat(seat));
		if (found.giftProduct() != null) {
			throw PlanRefused.giftWithOrder();
		}
		if (found.giftBatch() != null) {
			if (!coupons.issue(seat)) {
				throw PlanRefused.nothingToHandOver();
			}
			return;
		}
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
				select s.* from plan_seats s where s.organization_id = :organization
				""" + limited.sql() + " " + condition)
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("of", of)
			.query((row, number) -> new Seat(row.getObject("id", UUID.class),
					new PlanId(row.getObject("plan_id", UUID.class)),
					new MemberId(row.getObject("member_id", UUID.class)), row.getObject("order_id", UUID.class),
					new Money(row.getLong("price_minor"), row.getString("currency")), row.getString("gift"),
					row.getTimestamp("held_at").toInstant(), Rows.instant(row, "taken_at"),
					Rows.instant(row, "handed_at"), row.getString("handed_by"), Rows.instant(row, "released_at"),
					id(row, "gift_product_id", ProductId::new), id(row, "gift_batch_id", BatchId::new),
					id(row, "gift_coupon_id", CouponId::new)))
			.list();
	}

	private static <T> @Nullable T id(ResultSet row, String column, Function<UUID, T> as) throws SQLException {
		UUID id = row.getObject(column, UUID.class);
		return (id != null) ? as.apply(id) : null;
	}

	private static Map<String, ?> values(EarlyBird early) {
		return Map.of("seats", early.seats(), "until", early.until(), "price", early.price(), "gift",
				(early.gift() != null) ? early.gift() : "", "giftCost", early.giftCost(), "giftProduct",
				Objects.toString(early.giftProduct(), ""), "giftBatch", Objects.toString(early.giftBatch(), ""),
				"perMember", early.perMember());
	}

}
