package io.guildhall.membership;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
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

	private static final int LONGEST_GIFT = 3650;

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

	/** While it stands still: since when. */
	private @Nullable LocalDate pausedOn;

	/** And the day on which it goes on by itself. */
	private @Nullable LocalDate pausedUntil;

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

	/** Lays terms of one that never stood still. */
	void lay(List<MembershipTerm> terms, LocalDate today) {
		lay(terms, List.of(), today);
	}

	/**
	 * Takes its start and end from its terms, laid end to end as {@link TermRow} says,
	 * and its plan from the one that runs.
	 * @param terms in the order of their payment, refunded ones included
	 * @param pauses first to last
	 */
	void lay(List<MembershipTerm> terms, List<Pause> pauses, LocalDate today) {
		TermRow row = new TermRow(pauses, graceDays);
		boolean running = false;
		for (MembershipTerm term : terms) {
			if (row.isForLife() && !term.isRefunded()) {
				throw MembershipRefused.lifetimeAlready(family);
			}
			if (row.put(term) && !running) {
				plan = term.getPlan();
				running = term.getToOn() != null && today.isBefore(term.getToOn());
			}
		}
		if (row.start() != null) {
			startedOn = row.start();
			endsOn = row.end();
			state = stateOn(today);
			return;
		}
		endsOn = startedOn;
		boolean paidOnce = terms.stream().anyMatch(term -> !term.isGiven());
		cancels |= !paidOnce;
		goOnAfterPause();
		state = paidOnce ? MembershipState.REFUNDED : MembershipState.CANCELLED;
	}

	/**
	 * Lets it stand still from today on: the days that are left are laid from where it
	 * goes on.
	 * @param most for how many days
	 */
	Pause pause(int most, LocalDate today) {
		if (state == MembershipState.PAUSED) {
			throw MembershipRefused.pausedAlready();
		}
		if (stateOn(today) != MembershipState.ACTIVE) {
			throw MembershipRefused.ended();
		}
		if (endsOn == null) {
			throw MembershipRefused.lifetimeEndsNever();
		}
		if (most < 1) {
			throw MembershipRefused.noPauseLeft();
		}
		state = MembershipState.PAUSED;
		pausedOn = today;
		pausedUntil = today.plusDays(most);
		return new Pause(today, pausedUntil, null);
	}

	/**
	 * Lets it go on; its terms are to be laid anew then.
	 * @return the day: today, or the last that its pause could reach
	 */
	LocalDate resume(LocalDate today) {
		if (state != MembershipState.PAUSED || pausedUntil == null) {
			throw MembershipRefused.notPaused();
		}
		LocalDate on = today.isBefore(pausedUntil) ? today : pausedUntil;
		goOnAfterPause();
		state = MembershipState.ACTIVE;
		return on;
	}

	/** Whether its pause has reached its end, and nobody wrote it down yet. */
	boolean isPauseOver(LocalDate today) {
		return state == MembershipState.PAUSED && pausedUntil != null && !today.isBefore(pausedUntil);
	}

	private void goOnAfterPause() {
		pausedOn = null;
		pausedUntil = null;
	}

	/**
	 * Takes back what the staff gave, as far as it was not used: what was paid for moves
	 * up to today. Where nothing was, it ends, without grace.
	 */
	void revoke(MembershipTerm given, List<MembershipTerm> terms, List<Pause> pauses, LocalDate today, Instant now) {
		if (!given.isGiven()) {
			throw MembershipRefused.notGiven();
		}
		if (given.isRefunded() || (given.getToOn() != null && !today.isBefore(given.getToOn()))) {
			throw MembershipRefused.usedUp();
		}
		int used = given.used(today, pauses);
		if (used > 0) {
			given.cut(used);
		}
		else {
			given.refund(now);
		}
		layToEnd(terms, pauses, today);
	}

	/**
	 * Ends a term today whose rest was paid back, and a pause with it: what was paid for
	 * later moves up.
	 */
	void end(MembershipTerm term, List<MembershipTerm> terms, List<Pause> pauses, LocalDate today) {
		term.end(today);
		layToEnd(terms, pauses, today);
	}

	/**
	 * Refuses a plan that it cannot change to.
	 * @param running its plan today
	 */
	void requireOther(Plan wanted, PlanId running) {
		if (!wanted.getFamily().equals(family) || wanted.getId().equals(running)) {
			throw MembershipRefused.otherFamily();
		}
		if (wanted.isArchived()) {
			throw MembershipRefused.archived(wanted.getName());
		}
	}

	/** Where nothing is left of it, it ends without grace. */
	private void layToEnd(List<MembershipTerm> terms, List<Pause> pauses, LocalDate today) {
		lay(terms, pauses, today);
		if (endsOn != null && !today.isBefore(endsOn)) {
			cancels = true;
			goOnAfterPause();
			state = MembershipState.ACTIVE;
			state = stateOn(today);
		}
	}

	/**
	 * How many days reach from where a new term would begin to a last day.
	 * @param fresh whether it has no term yet
	 * @throws MembershipRefused if there is none
	 */
	int daysUpTo(LocalDate lastDay, LocalDate today, boolean fresh) {
		if (endsOn == null && !fresh) {
			throw MembershipRefused.lifetimeAlready(family);
		}
		LocalDate from = (endsOn != null) ? endsOn : today;
		long days = ChronoUnit.DAYS.between(from, lastDay.plusDays(1));
		if (days < 1 || lastDay.isBefore(today)) {
			throw MembershipRefused.givesNothing(from.minusDays(1));
		}
		if (days > LONGEST_GIFT) {
			throw MembershipRefused.givesTooMuch();
		}
		return (int) days;
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
		if (state == MembershipState.REFUNDED || state == MembershipState.PENDING) {
			return state;
		}
		if (state == MembershipState.PAUSED && !isPauseOver(day)) {
			return MembershipState.PAUSED;
		}
		LocalDate end = endsOn;
		if (end != null && pausedOn != null && pausedUntil != null) {
			end = end.plusDays(ChronoUnit.DAYS.between(pausedOn, pausedUntil));
		}
		if (end == null || day.isBefore(end)) {
			return MembershipState.ACTIVE;
		}
		if (cancels) {
			return MembershipState.CANCELLED;
		}
		return day.isBefore(end.plusDays(graceDays)) ? MembershipState.GRACE : MembershipState.EXPIRED;
	}

	/** Writes the state of the day down, for lists and for the one live membership. */
	void settle(LocalDate today) {
		state = stateOn(today);
	}

}
