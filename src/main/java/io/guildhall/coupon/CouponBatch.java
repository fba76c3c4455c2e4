package io.guildhall.coupon;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.Eligibility;
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

/**
 * What may be issued. Its stock is a counter that members race for and stands elsewhere:
 * {@link CouponStock}.
 */
@Entity
@Table(name = "coupon_batches")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class CouponBatch extends TenantOwned {

	private static final int LONGEST_NAME = 100;

	private static final int HIGHEST_LIMIT = 100;

	@EmbeddedId
	private BatchId id;

	private String name;

	private String note;

	@Enumerated(EnumType.STRING)
	private BatchState state;

	@Embedded
	private CouponTerms terms;

	@Embedded
	private CouponValidity validity;

	private int perMember;

	@JdbcTypeCode(SqlTypes.JSON)
	private Eligibility eligibility;

	private @Nullable UUID conditionsId;

	@Column(updatable = false)
	private Instant createdAt;

	CouponBatch(NewBatch wanted, Instant now) {
		this.id = BatchId.next();
		this.state = BatchState.DRAFT;
		this.createdAt = now;
		take(wanted);
	}

	/**
	 * Changes what will be issued from now on; what members hold keeps the terms of its
	 * issue.
	 */
	void change(NewBatch wanted) {
		requireNotEnded();
		if (state != BatchState.DRAFT && !wanted.terms().currency().equals(terms.currency())) {
			throw CouponRefused.otherCurrency(terms.currency());
		}
		if (state != BatchState.DRAFT && wanted.terms().isCashback() != terms.isCashback()) {
			throw CouponRefused.staysAsItIs();
		}
		take(wanted);
	}

	/** What is issued from now on is under these conditions; null for none. */
	void put(@Nullable UUID conditions) {
		this.conditionsId = conditions;
	}

	/** Opens it: for the first time, or after a pause. */
	void activate(LocalDate today) {
		require(state == BatchState.DRAFT || state == BatchState.PAUSED);
		if (validity.isOver(today)) {
			throw CouponRefused.batchOver(name);
		}
		state = BatchState.ACTIVE;
	}

	void pause() {
		require(state == BatchState.ACTIVE);
		state = BatchState.PAUSED;
	}

	void end() {
		requireNotEnded();
		state = BatchState.ENDED;
	}

	/**
	 * A coupon for a member, as far as the batch alone can tell; slot and stock are
	 * settled in the database.
	 * @param id of the coupon to be
	 * @param zone of the organization, whose days count
	 */
	Coupon issue(CouponId id, MemberId member, String code, Instant now, ZoneId zone, @Nullable UUID issue,
			@Nullable UUID campaign) {
		if (state != BatchState.ACTIVE) {
			throw CouponRefused.notOpen(name);
		}
		if (validity.isOver(LocalDate.ofInstant(now, zone))) {
			throw CouponRefused.batchOver(name);
		}
		return new Coupon(id, this.id, member, code, terms, validity.from(now, zone), validity.end(now, zone), now,
				zone, issue, campaign, conditionsId);
	}

	/** Nothing is begun with one that has ended. */
	void requireNotEnded() {
		require(state != BatchState.ENDED);
	}

	private void take(NewBatch wanted) {
		if (wanted.name().isBlank() || wanted.name().length() > LONGEST_NAME) {
			throw CouponRefused.invalidName();
		}
		if (wanted.perMember() < 1 || wanted.perMember() > HIGHEST_LIMIT) {
			throw CouponRefused.invalidLimit();
		}
		requireWorthIts(wanted.budget(), wanted.terms().largest());
		if (wanted.terms().kind() == CouponKind.GIFT && wanted.conditions().products().isEmpty()) {
			throw CouponRefused.giftOfWhat();
		}
		name = wanted.name().strip();
		note = wanted.note().strip();
		terms = wanted.terms();
		validity = wanted.validity();
		perMember = wanted.perMember();
		eligibility = wanted.eligibility();
	}

	/** A budget that is not enough for one coupon would only be a way to issue none. */
	private static void requireWorthIts(@Nullable Money budget, Money largest) {
		if (budget == null) {
			return;
		}
		if (!budget.currency().equals(largest.currency())) {
			throw CouponRefused.otherCurrency(largest.currency());
		}
		if (budget.compareTo(largest) < 0) {
			throw CouponRefused.budgetTooSmall(largest);
		}
	}

	private void require(boolean allowed) {
		if (!allowed) {
			throw CouponRefused.wrongState(name, state);
		}
	}

}
