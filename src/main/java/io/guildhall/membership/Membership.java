package io.guildhall.membership;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.hibernate.annotations.EmbeddedColumnNaming;
import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
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
 * A member's standing in a family of plans. Its end is made of the terms that were paid
 * for, and its state of that end and the day, each time anew: what an earlier run left is
 * never built upon.
 */
@Entity
@Table(name = "memberships")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Membership extends TenantOwned {

	@EmbeddedId
	private MembershipId id;

	@Embedded
	@EmbeddedColumnNaming("member_%s")
	private MemberId member;

	@Embedded
	@EmbeddedColumnNaming("plan_%s")
	private PlanId plan;

	@Column(updatable = false)
	private String family;

	@Enumerated(EnumType.STRING)
	private MembershipState state;

	private LocalDate startedOn;

	/** The first day without access; null for a lifetime. */
	private @Nullable LocalDate endsOn;

	private int graceDays;

	private boolean cancels;

	@Column(updatable = false)
	private Instant createdAt;

	Membership(MemberId member, Plan plan, LocalDate today, Instant now) {
		this.id = MembershipId.next();
		this.member = member;
		this.plan = plan.getId();
		this.family = plan.getFamily();
		this.state = MembershipState.ACTIVE;
		this.startedOn = today;
		this.graceDays = plan.getGraceDays();
		this.createdAt = now;
	}

	/**
	 * Lays the paid terms end to end and takes its end from the last. Each begins where
	 * the one before ends, where it was paid before that end or within the grace after
	 * it, else on the day of its payment: a renewal never shortens what was there. Months
	 * are counted from where an unbroken row of terms began, so that one of the 31st of
	 * January ends on the 28th of February and the next on the 31st of March.
	 * @param terms in the order of their payment, refunded ones included
	 */
	void lay(List<MembershipTerm> terms, LocalDate today) {
		LocalDate anchor = null;
		LocalDate end = null;
		int months = 0;
		boolean lifetime = false;
		for (MembershipTerm term : terms) {
			if (term.isRefunded()) {
				continue;
			}
			if (lifetime) {
				throw MembershipRefused.lifetimeAlready(family);
			}
			if (anchor == null || end == null || isTooLate(term.getPaidOn(), end)) {
				startedOn = (anchor == null) ? term.getPaidOn() : startedOn;
				anchor = term.getPaidOn();
				end = anchor;
				months = 0;
			}
			Integer more = term.getMonths();
			lifetime = more == null;
			months += (more != null) ? more : 0;
			LocalDate from = end;
			end = anchor.plusMonths(months);
			term.runs(from, lifetime ? null : end);
			plan = term.getPlan();
		}
		endsOn = lifetime ? null : ((end != null) ? end : startedOn);
		state = (anchor == null) ? MembershipState.REFUNDED : stateOn(today);
	}

	private boolean isTooLate(LocalDate paidOn, LocalDate end) {
		return paidOn.isAfter(end) && !paidOn.isBefore(end.plusDays(graceDays));
	}

	/** Asks that it is not expected to be renewed; access goes on to the end. */
	void cancelAtPeriodEnd(LocalDate today) {
		if (!stateOn(today).isLive()) {
			throw MembershipRefused.ended();
		}
		if (endsOn == null) {
			throw MembershipRefused.lifetimeEndsNever();
		}
		cancels = true;
	}

	/** Takes that back: by asking, or by paying for another term. */
	void goOn() {
		cancels = false;
	}

	/** Grace is that of the plan which was bought last. */
	void takeGraceOf(Plan plan) {
		graceDays = plan.getGraceDays();
	}

	/** What it is on a day, from its facts. */
	MembershipState stateOn(LocalDate day) {
		if (state == MembershipState.REFUNDED || state == MembershipState.PENDING || state == MembershipState.PAUSED) {
			return state;
		}
		if (endsOn == null || day.isBefore(endsOn)) {
			return MembershipState.ACTIVE;
		}
		if (cancels) {
			return MembershipState.CANCELLED;
		}
		return day.isBefore(endsOn.plusDays(graceDays)) ? MembershipState.GRACE : MembershipState.EXPIRED;
	}

	/** Writes the state of the day down, for lists and for the one live membership. */
	void settle(LocalDate today) {
		state = stateOn(today);
	}

}
