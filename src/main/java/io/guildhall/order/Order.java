package io.guildhall.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import org.hibernate.annotations.EmbeddedColumnNaming;
import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductKind;
import io.guildhall.coupon.CouponId;
import io.guildhall.member.MemberId;
import io.guildhall.membership.SeatGift;
import io.guildhall.shared.Money;
import io.guildhall.shared.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/**
 * What a member bought. Its amounts are set when it is placed and never edited; from then
 * on it only moves from state to state, each time by
 * {@link OrderRepository#settle(Order, OrderState, long)}.
 */
@Entity(name = "SalesOrder")
@Table(name = "orders")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Order extends TenantOwned {

	/** The most lines of an order. */
	static final int MOST_LINES = 100;

	@EmbeddedId
	private OrderId id;

	private long number;

	@Embedded
	@EmbeddedColumnNaming("member_%s")
	private MemberId member;

	/** Who gets the memberships in it, where that is not who buys them. */
	@Column(updatable = false)
	private @Nullable UUID recipientId;

	@Enumerated(EnumType.STRING)
	@Column(updatable = false)
	private OrderState state;

	@Enumerated(EnumType.STRING)
	private OrderSource source;

	private @Nullable String externalNo;

	private @Nullable UUID runId;

	private @Nullable UUID couponId;

	private long listMinor;

	private long discountMinor;

	private long totalMinor;

	@Column(updatable = false)
	private long refundedMinor;

	private String currency;

	private String note;

	private Instant placedAt;

	private LocalDate placedDay;

	private @Nullable Instant dueAt;

	@Column(updatable = false)
	private @Nullable Instant paidAt;

	@Column(updatable = false)
	private @Nullable LocalDate paidDay;

	@Column(updatable = false)
	private @Nullable Instant closedAt;

	@Transient
	private List<OrderLine> lines = List.of();

	@Transient
	private TakenOff takenOff = new TakenOff();

	/** Known of a new order only. */
	@Transient
	private CashbackPromise cashback = new CashbackPromise();

	@Transient
	private OrderedGifts gifts = new OrderedGifts();

	/**
	 * An order that waits for its money.
	 * @param dueAt when it closes unpaid
	 */
	Order(OrderId id, MemberId member, List<OrderLine> lines, String currency, OrderSource source, String note,
			Instant placedAt, LocalDate placedDay, Instant dueAt) {
		if (lines.isEmpty() || lines.size() > MOST_LINES) {
			throw OrderRefused.noLines();
		}
		this.id = id;
		this.member = member;
		this.lines = List.copyOf(lines);
		this.currency = currency;
		this.source = source;
		this.note = note.strip();
		this.placedAt = placedAt;
		this.placedDay = placedDay;
		this.dueAt = dueAt;
		this.state = OrderState.UNPAID;
		this.listMinor = OrderLine.list(lines);
		this.totalMinor = listMinor;
	}

	/**
	 * Buys for another member: all of it is theirs, so it sells memberships only (ADR
	 * 154).
	 */
	void giveTo(MemberId recipient) {
		if (recipient.equals(member)) {
			throw OrderRefused.giftToBuyer();
		}
		if (lines.stream().anyMatch(line -> line.getProductKind() != ProductKind.MEMBERSHIP)) {
			throw OrderRefused.giftOfMemberships();
		}
		recipientId = recipient.id();
	}

	/** Whether it is for another member; not where the two turned out to be one. */
	boolean isGift() {
		return recipientId != null && !recipientId.equals(member.id());
	}

	/** Who gets the memberships in it. */
	MemberId holder() {
		return (recipientId != null) ? new MemberId(recipientId) : member;
	}

	/** The order with its lines, as they were read. */
	Order with(List<OrderLine> itsLines) {
		lines = List.copyOf(itsLines);
		return this;
	}

	/**
	 * Takes a discount off, after those before it; a coupon that takes nothing off
	 * promises money back.
	 * @param parts what of it falls on each line: never more than is left of that
	 */
	void discount(OrderDiscount discount, List<Money> parts) {
		take(parts);
		CouponId coupon = discount.coupon();
		if (couponId == null && coupon != null) {
			couponId = coupon.id();
		}
		if (discount.amount().isPositive() || coupon == null) {
			takenOff.add(discount);
			return;
		}
		cashback.add(coupon);
	}

	/** Takes a discount off all lines, in proportion to what is left of them. */
	void discount(OrderDiscount discount) {
		discount(discount, TakenOff.parts(discount.amount(), lines));
	}

	/**
	 * What its coupons promise back, once it is paid.
	 * @param parts of each line
	 */
	void promise(List<Money> parts) {
		cashback.promise(lines, parts);
	}

	/** What is paid for its lines and not promised back; of a new order only. */
	Unpromised unpromised() {
		return Unpromised.of(lines, currency);
	}

	/**
	 * The products that go with its seats; nobody is asked where it has none. Known of a
	 * new order only, once its seats are held.
	 * @param all asks for those of an order by its id; a function, since all types that
	 * an entity names are taken for what it consists of
	 */
	List<SeatGift> giftsOf(Function<UUID, List<SeatGift>> all) {
		return gifts.of(id, lines, all);
	}

	/** Takes off what of a plan that this one replaces was paid for and not used. */
	void credit(Money credit) {
		take(TakenOff.parts(credit, lines));
	}

	private void take(List<Money> parts) {
		discountMinor += TakenOff.take(lines, parts);
		totalMinor = listMinor - discountMinor;
	}

	/** By how much the prices that were agreed on lie below those of the products. */
	Money below() {
		return TakenOff.below(lines, currency);
	}

	/** The order with what was taken off it, as it was read. */
	Order taken(TakenOff its) {
		takenOff = its;
		return this;
	}

	/**
	 * The money came in.
	 * @param amount must be the total: there are no instalments
	 * @param at when it was handed over, not later than now
	 * @param day of that
	 */
	void pay(Money amount, Instant at, LocalDate day, Instant now) {
		switch (stateAt(now)) {
			case UNPAID -> {
				if (!amount.equals(total())) {
					throw OrderRefused.wrongAmount(amount, total());
				}
				if (at.isAfter(now)) {
					throw OrderRefused.future();
				}
				state = OrderState.PAID;
				paidAt = at;
				paidDay = day;
			}
			case EXPIRED -> throw OrderRefused.tooLate();
			case CANCELLED, TAKEN_BACK -> throw OrderRefused.closed();
			default -> throw OrderRefused.paidAlready();
		}
	}

	/**
	 * Calls it off, as long as no money was paid. One that came to nothing was paid at
	 * once, and has no refund that could take it back: it stands from then on where one
	 * stands of which all was paid back.
	 */
	void cancel(Instant now) {
		if (state == OrderState.PAID && totalMinor == 0) {
			state = OrderState.REFUNDED;
			closedAt = now;
			return;
		}
		close(OrderState.CANCELLED, now);
	}

	/** Its time is over. */
	void expire(Instant now) {
		close(OrderState.EXPIRED, now);
	}

	private void close(OrderState end, Instant now) {
		if (closedAt == null && (state.isRefundable() || state == OrderState.REFUNDED)) {
			throw OrderRefused.paidAlready();
		}
		if (state != OrderState.UNPAID) {
			throw OrderRefused.closed();
		}
		state = end;
		closedAt = now;
	}

	/** What a refund of all that is left would give back, line by line. */
	RefundPlan refundOfRest() {
		return refundable().rest();
	}

	/** What a refund of a line would give back: what is left of its allocated share. */
	RefundPlan refundOfLine(UUID lineId) {
		return refundable().line(lineId);
	}

	/** What a refund of so much of a line would give back. */
	RefundPlan refundOfLine(UUID lineId, Money amount) {
		return refundable().line(lineId, amount);
	}

	/**
	 * What a refund of an amount would give back: of each line in proportion to what is
	 * left of it, and never more than that.
	 */
	RefundPlan refundOf(Money amount) {
		return refundable().amount(amount);
	}

	/** Pays back what was planned. */
	void refund(RefundPlan refund) {
		refundable().require(refund.amount());
		refund.done();
		refundedMinor += refund.amount().minor();
		state = (refundedMinor == totalMinor) ? OrderState.REFUNDED : OrderState.PARTLY_REFUNDED;
	}

	private Refundable refundable() {
		return new Refundable(state.isRefundable() || state == OrderState.REFUNDED, left(), lines);
	}

	/**
	 * Where it stands at that time: an order whose limit has passed is no longer waiting,
	 * whether or not it was closed yet.
	 */
	OrderState stateAt(Instant now) {
		return (state == OrderState.UNPAID && dueAt != null && !now.isBefore(dueAt)) ? OrderState.EXPIRED : state;
	}

	/** What it comes to. */
	Money total() {
		return money(totalMinor);
	}

	/** What was paid back so far. */
	Money refunded() {
		return money(refundedMinor);
	}

	/** What can still be paid back. */
	Money left() {
		return money(totalMinor - refundedMinor);
	}

	Money money(long minor) {
		return new Money(minor, currency);
	}

}
