package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.MembershipState;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What members may use today, counted from the facts whenever it is asked. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class MemberBenefits {

	/** What ends first is used first, and what has a number before what has none. */
	private static final Comparator<BenefitStanding> FIRST = Comparator
		.comparing((BenefitStanding standing) -> standing.left() == null)
		.thenComparing(standing -> later(standing.lastDay()));

	private final MembershipService memberships;

	private final BenefitReading reading;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * All memberships of a member with what they give, the live ones first.
	 * @throws io.guildhall.member.MemberRefused if there is no such member
	 */
	public List<MembershipBenefits> of(MemberId member) {
		return of(member, organizations.today());
	}

	/**
	 * The same as it will be on a day to come, as far as it was paid for already; what
	 * was booked for then counts.
	 */
	List<MembershipBenefits> of(MemberId member, LocalDate day) {
		List<MembershipSummary> all = memberships.of(member);
		OrganizationDetails organization = organizations.current();
		Map<UUID, Map<String, BenefitLedger>> ledgers = reading
			.ledgers(all.stream().filter(MemberBenefits::runs).map(membership -> membership.id().id()).toList());
		Map<UUID, Brought> brought = brought(all);
		return all.stream().map(membership -> {
			UUID id = membership.id().id();
			Brought so = brought.getOrDefault(id, new Brought(0, Money.zero(organization.currency())));
			return new MembershipBenefits(membership, standings(membership, ledgers.getOrDefault(id, Map.of()), day),
					so.uses(), so.value());
		}).toList();
	}

	/**
	 * Whether a member may use a benefit now, and if not, why. A benefit is never refused
	 * because the night has not run, and never granted because it has.
	 * @param benefit its name; null for any of a membership
	 */
	public BenefitAccess access(MemberId member, @Nullable String benefit) {
		return access(of(member), benefit, null);
	}

	/**
	 * The answer for memberships with what they give on a day.
	 * @param ahead the day, where it is still to come: it must have been paid for
	 */
	static BenefitAccess access(List<MembershipBenefits> all, @Nullable String benefit, @Nullable LocalDate ahead) {
		List<BenefitAccess> answers = new ArrayList<>();
		for (MembershipBenefits one : all) {
			answers.add(answer(one, benefit, ahead));
		}
		Optional<BenefitAccess> granted = answers.stream()
			.filter(BenefitAccess::granted)
			.min((benefit != null) ? Comparator.comparing((BenefitAccess answer) -> answer.benefits().get(0), FIRST)
					: Comparator.comparing((BenefitAccess answer) -> later(answer.until())).reversed());
		return granted.orElseGet(() -> answers.stream()
			.min(Comparator.comparing(BenefitAccess::reason, Comparator.nullsLast(Comparator.naturalOrder())))
			.orElse(BenefitAccess.no(BenefitAccess.Reason.NOT_A_MEMBER, null, null)));
	}

	private static BenefitAccess answer(MembershipBenefits one, @Nullable String benefit, @Nullable LocalDate ahead) {
		MembershipSummary membership = one.membership();
		LocalDate end = membership.endsOn();
		if (membership.state() == MembershipState.PENDING) {
			return BenefitAccess.no(BenefitAccess.Reason.NOT_A_MEMBER, membership.id(), null);
		}
		if (!runs(membership) || (ahead != null && end != null && !ahead.isBefore(end))) {
			return BenefitAccess.no(BenefitAccess.Reason.ENDED, membership.id(), membership.lastDay());
		}
		List<BenefitStanding> asked = one.benefits()
			.stream()
			.filter(standing -> benefit == null || standing.name().equals(benefit))
			.toList();
		if (benefit != null && asked.isEmpty()) {
			return BenefitAccess.no(BenefitAccess.Reason.NOT_IN_PLAN, membership.id(), membership.lastDay());
		}
		if (!membership.state().hasAccess()) {
			return BenefitAccess.no(BenefitAccess.Reason.PAUSED, membership.id(), membership.lastDay());
		}
		if (benefit != null && asked.get(0).usedUp()) {
			return new BenefitAccess(false, BenefitAccess.Reason.USED_UP, membership.id(), membership.lastDay(),
					asked.get(0).again(), asked);
		}
		return new BenefitAccess(true, null, membership.id(), membership.lastDay(), null, asked);
	}

	private static List<BenefitStanding> standings(MembershipSummary membership, Map<String, BenefitLedger> ledgers,
			LocalDate day) {
		return ledgers.values()
			.stream()
			.flatMap(ledger -> ledger.on(day).stream())
			.map(rest -> BenefitStanding.of(membership.id(), rest))
			.toList();
	}

	private Map<UUID, Brought> brought(List<MembershipSummary> all) {
		Map<UUID, Brought> brought = new HashMap<>();
		jdbc.sql(
				"""
						select membership_id, count(*) as uses, sum(unit_minor) as minor, max(currency) as currency from benefit_uses
						where organization_id = :organization and membership_id = any(cast(:memberships as uuid[]))
						and undone_at is null and used_on <= :today group by membership_id
						""")
			.param("organization", tenancy.current())
			.param("memberships", all.stream().map(membership -> membership.id().toString()).toArray(String[]::new))
			.param("today", organizations.today())
			.query(row -> {
				brought.put(row.getObject("membership_id", UUID.class),
						new Brought(row.getLong("uses"), new Money(row.getLong("minor"), row.getString("currency"))));
			});
		return brought;
	}

	/** Whether its benefits are there, or would be if it did not stand still. */
	private static boolean runs(MembershipSummary membership) {
		return membership.state().hasAccess() || membership.state() == MembershipState.PAUSED;
	}

	private static LocalDate later(@Nullable LocalDate day) {
		return (day != null) ? day : LocalDate.MAX;
	}

	private record Brought(long uses, Money value) {
	}

}
