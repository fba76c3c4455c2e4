package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
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

	private final MembershipService memberships;

	private final MemberService members;

	private final CatalogService catalog;

	private final PurchaseRows purchases;

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
	 * All that orders bought for a member to use, with what is left of it; what was
	 * bought first before the rest.
	 * @throws io.guildhall.member.MemberRefused if there is no such member
	 */
	public List<BoughtBenefit> bought(MemberId member) {
		members.require(member);
		return bought(member, organizations.today());
	}

	/** The same as it will be on a day to come; what was booked for then counts. */
	List<BoughtBenefit> bought(MemberId member, LocalDate day) {
		return standing(purchases.ofMember(member), day);
	}

	/** What is left of purchases on a day. */
	List<BoughtBenefit> standing(List<Purchase> some, LocalDate day) {
		Map<UUID, BenefitLedger> ledgers = reading.ledgersOf(some);
		return some.stream()
			.map(purchase -> BoughtBenefit.of(purchase, Objects.requireNonNull(ledgers.get(purchase.line())), day))
			.toList();
	}

	/** Whether a member may use a benefit now, and if not, why. */
	public BenefitAccess access(MemberId member, @Nullable String benefit) {
		return access(member, benefit, null);
	}

	/**
	 * Whether a member may use something now, and if not, why. It is never refused
	 * because the night has not run, and never granted because it has.
	 * @param benefit its name, or that of a product; null for any of a membership
	 * @param product that was bought; null where it goes by the name
	 * @throws io.guildhall.catalog.CatalogRefused if there is no such product
	 */
	public BenefitAccess access(MemberId member, @Nullable String benefit, @Nullable ProductId product) {
		return BenefitAnswers.of(of(member), bought(member), wish(benefit, product), null);
	}

	/**
	 * What is wanted; null for any of a membership.
	 * @throws io.guildhall.catalog.CatalogRefused if there is no such product
	 */
	@Nullable BenefitWish wish(@Nullable String benefit, @Nullable ProductId product) {
		if (product != null) {
			return new BenefitWish(catalog.require(product).name(), product);
		}
		return (benefit != null) ? BenefitWish.of(benefit) : null;
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
	static boolean runs(MembershipSummary membership) {
		return membership.state().hasAccess() || membership.state() == MembershipState.PAUSED;
	}

	private record Brought(long uses, Money value) {
	}

}
