package io.guildhall.membership;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.hibernate.annotations.EmbeddedColumnNaming;
import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.TenantOwned;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** A stretch of time that an order paid for, or that the staff gave. */
@Entity
@Table(name = "membership_terms")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class MembershipTerm extends TenantOwned {

	@Id
	private UUID id;

	@Embedded
	@EmbeddedColumnNaming("membership_%s")
	private MembershipId membership;

	@Embedded
	@EmbeddedColumnNaming("plan_%s")
	private PlanId plan;

	/** None where it was given. */
	@Column(updatable = false)
	private @Nullable UUID orderId;

	private int position;

	/** Neither months nor days is for life. */
	private @Nullable Integer months;

	private @Nullable Integer days;

	/** Why it was given; none where it was paid for. */
	@Column(updatable = false)
	private @Nullable String reason;

	@Embedded
	@AttributeOverride(name = "minor", column = @Column(name = "paid_minor"))
	private Money paid;

	private Instant paidAt;

	private LocalDate paidOn;

	private LocalDate fromOn;

	private @Nullable LocalDate toOn;

	private @Nullable Instant refundedAt;

	/** What of it was paid back while it went on. */
	@Column(name = "paid_back_minor")
	private long paidBack;

	/** The value that it took over from what it replaced. */
	@Column(name = "credit_minor")
	private long credit;

	/** The order of the upgrade that takes a part of it off. */
	private @Nullable UUID creditedBy;

	/** That part. */
	@Column(name = "credited_minor")
	private long credited;

	/** Since when it is replaced by that. */
	private @Nullable LocalDate replacedOn;

	/** Since when it is over, where its rest was paid back. */
	private @Nullable LocalDate endedOn;

	MembershipTerm(MembershipId membership, Plan plan, UUID order, int position, Money paid, Instant paidAt,
			LocalDate paidOn) {
		this(membership, plan, position, paid, paidAt, paidOn);
		this.orderId = order;
		this.months = plan.getTerm().getMonths();
		this.days = plan.getDays();
	}

	private MembershipTerm(MembershipId membership, Plan plan, int position, Money paid, Instant paidAt,
			LocalDate paidOn) {
		this.id = Ids.next();
		this.membership = membership;
		this.plan = plan.getId();
		this.position = position;
		this.paid = paid;
		this.paidAt = paidAt;
		this.paidOn = paidOn;
		this.fromOn = paidOn;
	}

	/** Days that the staff gave, for nothing. */
	static MembershipTerm given(MembershipId membership, Plan plan, int position, int days, String reason, Instant at,
			LocalDate on) {
		MembershipTerm term = new MembershipTerm(membership, plan, position, Money.zero(plan.getPrice().currency()), at,
				on);
		term.days = days;
		term.reason = reason;
		return term;
	}

	/** Where it lies, as the terms before it say. */
	void runs(LocalDate from, @Nullable LocalDate to) {
		fromOn = from;
		toOn = to;
	}

	/** The money went back, and with it the time. */
	void refund(Instant at) {
		refundedAt = at;
	}

	/**
	 * What of its value was not used up to a day: by days, rounded down to a minor unit.
	 * Days on which the membership stood still are none of it, nor those on which it
	 * still does: behind these the term is laid only once it goes on.
	 */
	long unused(LocalDate day, List<Pause> pauses) {
		if (isRefunded() || cutOn() != null || toOn == null) {
			return 0;
		}
		LocalDate from = fromOn;
		LocalDate to = toOn;
		for (Pause pause : pauses) {
			if (pause.resumed() == null && pause.from().isBefore(toOn)) {
				long later = pause.asOf(day).days();
				to = to.plusDays(later);
				from = fromOn.isAfter(pause.from()) ? from.plusDays(later) : from;
			}
		}
		if (!day.isBefore(to)) {
			return 0;
		}
		List<Pause> stood = pauses.stream().map(pause -> pause.asOf(day)).toList();
		LocalDate since = day.isAfter(from) ? day : from;
		long left = ChronoUnit.DAYS.between(since, to) - Pause.within(stood, since, to);
		long all = ChronoUnit.DAYS.between(from, to) - Pause.within(stood, from, to);
		return BigInteger.valueOf(value() - paidBack)
			.multiply(BigInteger.valueOf(left))
			.divide(BigInteger.valueOf(all))
			.longValueExact();
	}

	/** What was paid, and what it took over from what it replaced. */
	long value() {
		return paid.minor() + credit;
	}

	/** It took over what was not used of those before it. */
	void takeOver(long minor) {
		credit = minor;
	}

	/** So much of it in all was paid back. */
	void paidBack(long minor) {
		paidBack = minor;
	}

	/** A part of it is taken off the price of an upgrade. */
	void credit(UUID order, long minor) {
		creditedBy = order;
		credited = minor;
	}

	/** Whether the order of that upgrade waits for its money. */
	boolean awaitsUpgrade() {
		return creditedBy != null && replacedOn == null;
	}

	/** The upgrade was paid for. */
	void replace(LocalDate on) {
		replacedOn = on;
	}

	/** Its rest was paid back. */
	void end(LocalDate on) {
		endedOn = on;
	}

	/** The day from which something else stands in its place; null where nothing does. */
	@Nullable LocalDate cutOn() {
		return (replacedOn != null) ? replacedOn : endedOn;
	}

	/** The upgrade came to nothing. */
	void keep() {
		creditedBy = null;
		credited = 0;
		replacedOn = null;
	}

	/**
	 * How many of its days lie before a day, without those on which the membership stood
	 * still: it was made longer by these.
	 */
	int used(LocalDate day, List<Pause> pauses) {
		List<Pause> stood = pauses.stream().map(pause -> pause.asOf(day)).toList();
		LocalDate from = fromOn;
		for (Pause pause : pauses) {
			if (pause.resumed() == null && fromOn.isAfter(pause.from())) {
				from = from.plusDays(pause.asOf(day).days());
			}
		}
		return from.isBefore(day) ? (int) (ChronoUnit.DAYS.between(from, day) - Pause.within(stood, from, day)) : 0;
	}

	/** Leaves of what was given the first days only. */
	void cut(int first) {
		days = first;
	}

	boolean isGiven() {
		return orderId == null;
	}

	boolean isForLife() {
		return months == null && days == null;
	}

	/**
	 * Over how many months its service is owed: those that begin in it.
	 * @param lifetime over how many that of a lifetime is
	 */
	int monthsOwed(int lifetime) {
		if (toOn == null || months != null) {
			return (months != null) ? months : lifetime;
		}
		int whole = (int) ChronoUnit.MONTHS.between(fromOn, toOn);
		return fromOn.plusMonths(whole).isBefore(toOn) ? whole + 1 : whole;
	}

	boolean isRefunded() {
		return refundedAt != null;
	}

}
