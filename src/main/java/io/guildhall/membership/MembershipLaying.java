package io.guildhall.membership;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Finds memberships, locks them, and lays their terms. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class MembershipLaying {

	private final MembershipRepository memberships;

	private final MembershipTermRepository terms;

	private final MembershipDeferral deferral;

	private final MembershipRegister register;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * The live membership of the family, or a new one: what has ended in fact is written
	 * down as ended first, so that it does not stand in the way. What had begun by the
	 * day that counts, and lived on it, lives again, also where the night has written
	 * down its end since: when a payment is recorded makes no difference.
	 * @param on the day that counts: of a payment that of the payment
	 */
	Membership live(MemberId member, Plan plan, LocalDate on, LocalDate today) {
		Optional<Membership> live = memberships.findLive(member, plan.getFamily());
		if (live.isPresent()) {
			if (live.get().isPauseOver(today)) {
				resume(live.get(), today);
			}
			live.get().settle(on.isBefore(today) ? on : today);
			if (live.get().getState().isLive()) {
				return live.get();
			}
			save(live.get());
			register.moved(live.get(), live.get().getState().name(), null);
		}
		Optional<Membership> ended = on.isBefore(today) ? memberships.findEnded(member, plan.getFamily())
			.stream()
			.filter(one -> !on.isBefore(one.getStartedOn()) && one.stateOn(on).isLive())
			.findFirst() : Optional.empty();
		ended.ifPresent(one -> one.settle(on));
		return ended.orElseGet(() -> new Membership(member, plan, on, clock.instant()));
	}

	/**
	 * The membership, locked; a pause that is over is written down first.
	 * @throws MembershipRefused if there is none
	 */
	Membership toMove(MembershipId id, LocalDate today) {
		Membership membership = memberships.requireToMove(id);
		if (membership.isPauseOver(today)) {
			resume(membership, today);
		}
		return membership;
	}

	/** Its terms, first to last; one of them more can be added. */
	List<MembershipTerm> terms(Membership membership) {
		return terms(membership.getId());
	}

	List<MembershipTerm> terms(MembershipId membership) {
		return new ArrayList<>(terms.findAllByMembershipOrderByPosition(membership));
	}

	/** Those of which the order of an upgrade takes something off, of any membership. */
	List<MembershipTerm> replacedBy(UUID order) {
		return terms.findAllByCreditedBy(order);
	}

	List<Pause> pauses(Membership membership) {
		return pauses(membership.getId());
	}

	/** Its pauses, first to last. */
	List<Pause> pauses(MembershipId membership) {
		return jdbc.sql("""
				select from_on as "from", until_on as until, resumed_on as resumed from membership_pauses
				where organization_id = :organization and membership_id = :membership order by from_on
				""")
			.param("organization", tenancy.current())
			.param("membership", membership.id())
			.query(Pause.class)
			.list();
	}

	/** Lays its terms anew, and writes it down. */
	void lay(Membership membership, List<MembershipTerm> laid, LocalDate today) {
		List<Pause> pauses = pauses(membership);
		membership.lay(laid, pauses, today);
		save(membership, pauses, today);
	}

	/**
	 * From when what is owed of terms is due, before they are laid anew: later than they
	 * begin by the pauses that lie within them, as each of these said.
	 */
	static Map<UUID, LocalDate> due(List<MembershipTerm> laid, List<Pause> pauses) {
		return laid.stream().collect(Collectors.toMap(MembershipTerm::getId, term -> due(term, pauses)));
	}

	private static LocalDate due(MembershipTerm term, List<Pause> pauses) {
		LocalDate to = (term.getToOn() != null) ? term.getToOn() : LocalDate.MAX;
		return term.getFromOn().plusDays(Pause.within(pauses, term.getFromOn(), to));
	}

	/**
	 * Terms were laid anew, and not by a pause: what is owed of those that lie elsewhere
	 * follows them.
	 * @param before when it was due until now
	 */
	void follow(List<MembershipTerm> laid, List<Pause> pauses, Map<UUID, LocalDate> before) {
		laid.forEach(term -> {
			LocalDate now = due(term, pauses);
			deferral.follow(term, ChronoUnit.DAYS.between(before.getOrDefault(term.getId(), now), now));
		});
	}

	/**
	 * Lays a term behind the others, and writes both down; one that was bought brings its
	 * grace.
	 */
	void add(MembershipTerm term, Membership membership, List<MembershipTerm> laid, Plan plan, LocalDate today) {
		laid.add(term);
		List<Pause> pauses = pauses(membership);
		membership.lay(laid, pauses, today);
		if (!term.isGiven()) {
			membership.takeGraceOf(plan);
		}
		save(membership, pauses, today);
		terms.saveAndFlush(term);
	}

	/** Begins a pause; one that ended on the day on which it began goes on. */
	void pause(Membership membership, Pause pause) {
		save(membership);
		jdbc.sql("""
				insert into membership_pauses (organization_id, membership_id, from_on, until_on)
				values (:organization, :membership, :from, :until)
				on conflict (organization_id, membership_id, from_on) do update set until_on = excluded.until_on,
				    resumed_on = null
				""")
			.param("organization", tenancy.current())
			.param("membership", membership.getId().id())
			.param("from", pause.from())
			.param("until", pause.until())
			.update();
	}

	/** Ends a pause: the rest is laid from there, and what is owed of it is due later. */
	void resume(Membership membership, LocalDate today) {
		LocalDate since = java.util.Objects.requireNonNull(membership.getPausedOn());
		LocalDate on = membership.resume(today);
		deferral.delay(membership, since, ChronoUnit.DAYS.between(since, on));
		closePause(membership, on);
		lay(membership, terms(membership), today);
		register.moved(membership, "RESUMED", null);
	}

	/** Writes it down; a pause of what has ended is over as well. */
	void save(Membership membership, List<Pause> pauses, LocalDate today) {
		save(membership);
		if (membership.getPausedOn() == null && pauses.stream().anyMatch(pause -> pause.resumed() == null)) {
			closePause(membership, today);
		}
	}

	/**
	 * Writes it down.
	 * @throws MembershipRefused if another order is granting the same
	 */
	void save(Membership membership) {
		try {
			memberships.saveAndFlush(membership);
		}
		catch (DuplicateKeyException taken) {
			throw MembershipRefused.takenMeanwhile();
		}
	}

	private void closePause(Membership membership, LocalDate on) {
		jdbc.sql("""
				update membership_pauses set resumed_on = :on
				where organization_id = :organization and membership_id = :membership and resumed_on is null
				""")
			.param("organization", tenancy.current())
			.param("membership", membership.getId().id())
			.param("on", on)
			.update();
	}

}
