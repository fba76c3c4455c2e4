package io.guildhall.coupon;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import org.hibernate.annotations.EmbeddedColumnNaming;
import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;
import io.guildhall.shared.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** One piece that a member holds, with the terms of the moment of its issue. */
@Entity
@Table(name = "coupons")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Coupon extends TenantOwned {

	/** In which several count that go together: by kind, and that which ends first. */
	static final Comparator<Coupon> IN_ORDER = Comparator.comparing((Coupon coupon) -> coupon.terms.kind())
		.thenComparing(coupon -> coupon.expiresAt)
		.thenComparing(coupon -> coupon.id.id());

	@EmbeddedId
	private CouponId id;

	@Embedded
	@EmbeddedColumnNaming("batch_%s")
	private BatchId batch;

	@Embedded
	@EmbeddedColumnNaming("member_%s")
	private MemberId member;

	@Column(updatable = false)
	private String code;

	private @Nullable Integer slot;

	@Enumerated(EnumType.STRING)
	private CouponState state;

	@Embedded
	private CouponTerms terms;

	private Instant validFrom;

	private Instant expiresAt;

	private Instant issuedAt;

	private LocalDate issuedDay;

	private @Nullable UUID issueId;

	private @Nullable UUID campaignId;

	private @Nullable UUID linkId;

	@Column(updatable = false)
	private @Nullable UUID conditionsId;

	private @Nullable Instant reservedUntil;

	private @Nullable UUID orderId;

	/** What it took off an order, or promises back for it. */
	private @Nullable Long discountMinor;

	private @Nullable Instant usedAt;

	private @Nullable LocalDate usedDay;

	private @Nullable String recalledReason;

	Coupon(CouponId id, BatchId batch, MemberId member, String code, CouponTerms terms, Instant validFrom,
			Instant expiresAt, Instant issuedAt, ZoneId zone, @Nullable UUID issue, @Nullable UUID campaign,
			@Nullable UUID conditions) {
		this.id = id;
		this.batch = batch;
		this.member = member;
		this.code = code;
		this.slot = 1;
		this.state = CouponState.ISSUED;
		this.terms = terms;
		this.validFrom = validFrom;
		this.expiresAt = expiresAt;
		this.issuedAt = issuedAt;
		this.issuedDay = LocalDate.ofInstant(issuedAt, zone);
		this.issueId = issue;
		this.campaignId = campaign;
		this.conditionsId = conditions;
	}

	/** As its row says, for who uses it at once; Hibernate does not know of it. */
	static Coupon of(ResultSet row, int number) throws SQLException {
		Coupon coupon = new Coupon();
		coupon.id = new CouponId(row.getObject("id", UUID.class));
		coupon.batch = new BatchId(row.getObject("batch_id", UUID.class));
		coupon.member = new MemberId(row.getObject("member_id", UUID.class));
		coupon.code = row.getString("code");
		coupon.state = CouponState.valueOf(row.getString("state"));
		coupon.terms = new CouponTerms(CouponKind.valueOf(row.getString("kind")), row.getLong("largest_minor"),
				row.getInt("basis_points"), row.getLong("threshold_minor"), row.getString("currency"),
				row.getInt("wait_days"));
		coupon.validFrom = row.getTimestamp("valid_from").toInstant();
		coupon.expiresAt = row.getTimestamp("expires_at").toInstant();
		coupon.conditionsId = row.getObject("conditions_id", UUID.class);
		coupon.recalledReason = row.getString("recalled_reason");
		return coupon;
	}

	/** It goes into this slot of the member, and came by the link, if it was one. */
	void place(int place, @Nullable UUID link) {
		this.slot = place;
		this.linkId = link;
	}

	/** As it is shown as long as nothing has come of it. */
	CouponSummary summary(String batchName) {
		return new CouponSummary(id, code, batch, batchName, member, state, terms, validFrom, expiresAt, issuedAt, null,
				null, null, null, issueId, campaignId, linkId);
	}

	/**
	 * What it takes off a basket of the member now, of what others have left of it. Its
	 * time is checked here, not only by the nightly job.
	 */
	CouponDiscount quote(MemberId buyer, CouponReckoning basket, CouponConditions conditions, Instant now) {
		if (!buyer.equals(member)) {
			throw CouponRefused.ofSomebodyElse(code);
		}
		if (state != CouponState.ISSUED) {
			throw CouponRefused.notUsable(code, state);
		}
		if (hasEnded(now)) {
			throw CouponRefused.notUsable(code, CouponState.EXPIRED);
		}
		if (now.isBefore(validFrom)) {
			throw CouponRefused.notYet(code);
		}
		List<Money> parts = basket.take(terms, conditions);
		return new CouponDiscount(id, parts.stream().reduce(Money::plus).orElseThrow(), parts);
	}

	/**
	 * Holds it for an order that is not paid yet. The discount is fixed by this; what it
	 * promises back, by {@link #promise}, once it is known what is paid.
	 */
	CouponDiscount reserve(MemberId buyer, CouponReckoning basket, CouponConditions conditions, UUID order,
			Instant until, Instant now) {
		CouponDiscount discount = quote(buyer, basket, conditions, now);
		this.state = CouponState.RESERVED;
		this.orderId = order;
		this.reservedUntil = until;
		this.discountMinor = terms.isCashback() ? null : (Long) discount.amount().minor();
		return discount;
	}

	/** What it promises back for the order that holds it is fixed. */
	void promise(Money amount) {
		if (state != CouponState.RESERVED) {
			throw CouponRefused.notReserved(code);
		}
		this.discountMinor = amount.minor();
	}

	/**
	 * The order was paid. What was reserved in time is used, even where its end passed in
	 * between.
	 * @return false where the order used it before
	 */
	boolean use(UUID order, Instant at, ZoneId zone) {
		if (!order.equals(orderId) || (state != CouponState.RESERVED && state != CouponState.USED)) {
			throw CouponRefused.notReserved(code);
		}
		if (state == CouponState.USED) {
			return false;
		}
		this.state = CouponState.USED;
		this.reservedUntil = null;
		this.usedAt = at;
		this.usedDay = LocalDate.ofInstant(at, zone);
		return true;
	}

	/**
	 * The order will not be paid: back to the member; expired where its end passed,
	 * revoked where it was recalled.
	 */
	void release(Instant now) {
		if (state != CouponState.RESERVED) {
			throw CouponRefused.notReserved(code);
		}
		back(now);
	}

	/**
	 * The order was refunded in full: back to the member, expired or revoked.
	 * @param grace until when one counts again that has ended; not later than its end for
	 * none
	 * @return whether it counts longer by that
	 */
	boolean giveBack(Instant now, Instant grace) {
		if (state != CouponState.USED) {
			throw CouponRefused.notUsable(code, state);
		}
		boolean longer = hasEnded(now) && grace.isAfter(now) && recalledReason == null;
		if (longer) {
			this.expiresAt = grace;
		}
		this.usedAt = null;
		this.usedDay = null;
		back(now);
		return longer;
	}

	/** Takes it back from the member, with its slot. */
	void revoke(Instant now) {
		if (state != CouponState.ISSUED) {
			throw CouponRefused.notUsable(code, state);
		}
		if (hasEnded(now)) {
			throw CouponRefused.notUsable(code, CouponState.EXPIRED);
		}
		this.state = CouponState.REVOKED;
		this.slot = null;
	}

	/**
	 * Its member may not keep it: taken back now, or when the order that has it lets go
	 * of it. One that has ended does not count again.
	 * @return whether something changes by that
	 */
	boolean recall(String reason, Instant now) {
		if (state == CouponState.ISSUED && !hasEnded(now)) {
			revoke(now);
			return true;
		}
		if (state != CouponState.REVOKED && recalledReason == null) {
			this.recalledReason = reason;
			return true;
		}
		return false;
	}

	/**
	 * Lets it count longer. One that has ended counts again, unless it was recalled: who
	 * used it then would owe what it takes off.
	 * @return whether its end was on the books already
	 */
	boolean extend(Instant end, Instant now) {
		if (state != CouponState.ISSUED && state != CouponState.EXPIRED) {
			throw CouponRefused.notUsable(code, state);
		}
		if (recalledReason != null) {
			throw CouponRefused.notUsable(code, CouponState.REVOKED);
		}
		if (!end.isAfter(expiresAt) || !end.isAfter(now)) {
			throw CouponRefused.notLater(code);
		}
		boolean lapsed = state == CouponState.EXPIRED;
		this.state = CouponState.ISSUED;
		this.expiresAt = end;
		return lapsed;
	}

	/** Whether its last second has passed. */
	boolean hasEnded(Instant now) {
		return !now.isBefore(expiresAt);
	}

	private void back(Instant now) {
		this.state = hasEnded(now) ? CouponState.EXPIRED : CouponState.ISSUED;
		if (state == CouponState.ISSUED && recalledReason != null) {
			revoke(now);
		}
		this.orderId = null;
		this.reservedUntil = null;
		this.discountMinor = null;
	}

}
