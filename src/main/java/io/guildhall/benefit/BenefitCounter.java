package io.guildhall.benefit;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Where uses are written: one behind the other for a membership, or for what the line of
 * an order bought, so that there are never more than there is quota. What cannot be had
 * is an answer here, not an exception, for who asks may have something else to do in the
 * same transaction.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class BenefitCounter {

	private final MemberBenefits benefits;

	private final BenefitUseRows rows;

	private final PurchaseRows purchases;

	private final BenefitPromises promises;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * What came of it.
	 *
	 * @param access the answer to whether it could be used
	 * @param use null where it could not
	 */
	record Outcome(BenefitAccess access, @Nullable BenefitUse use) {
	}

	/**
	 * Uses it once, where it can be used. Again with the same key it is the same use. The
	 * turns of all that may give it are taken at once, in the order of their ids: what is
	 * used up meanwhile makes it another one's, and whoever then waited for that would
	 * hold the first. What came about in this very moment counts for the next who asks.
	 * @param source of which; null for the one of which it ends first
	 * @param day whose quota it is of
	 */
	Outcome take(MemberId member, BenefitWish wish, @Nullable BenefitSource source, String key, LocalDate day) {
		Given before = given(member, wish, source, day);
		Set<UUID> held = new HashSet<>(before.mayGive(wish));
		waitForTurns(held);
		Given given = held.isEmpty() ? before : given(member, wish, source, day).of(held);
		BenefitAccess access = answer(given, wish, day);
		Optional<BenefitUse> same = rows.byKey(key);
		if (same.isPresent() || !access.granted()) {
			return new Outcome(access, same.orElse(null));
		}
		return new Outcome(access,
				write(member, Objects.requireNonNull(access.source()), access.benefits().get(0), key, day));
	}

	/** Only asks whether it could be used. */
	Outcome ask(MemberId member, BenefitWish wish, LocalDate day) {
		return new Outcome(answer(given(member, wish, null, day), wish, day), null);
	}

	/**
	 * Takes uses back: they count no more.
	 * @return those that counted until now
	 */
	List<BenefitUse> giveBack(Collection<BenefitUse> uses, String reason) {
		waitForTurns(uses.stream().map(use -> use.source().id()).toList());
		Set<UUID> undone = new HashSet<>(jdbc
			.sql("""
					update benefit_uses set undone_at = :at, undone_by = :by, undo_reason = :reason
					where organization_id = :organization and id = any(cast(:ids as uuid[])) and undone_at is null returning id
					""")
			.param("at", Timestamp.from(now()))
			.param("by", OnBehalf.actor().name())
			.param("reason", reason)
			.param("organization", tenancy.current())
			.param("ids", uses.stream().map(use -> use.id().toString()).toArray(String[]::new))
			.query(UUID.class)
			.list());
		List<BenefitUse> given = uses.stream().filter(use -> undone.contains(use.id().id())).toList();
		promises.count(given.stream().map(use -> use.source().id()).distinct().toList(), organizations.today());
		given.forEach(
				use -> tell("benefit.undone", use.source(), Map.of("benefit", use.benefit(), "day", use.usedOn())));
		return given;
	}

	private Given given(MemberId member, BenefitWish wish, @Nullable BenefitSource source, LocalDate day) {
		Given all = new Given((wish.product() == null) ? benefits.of(member, day) : List.of(),
				benefits.bought(member, day));
		return (source != null) ? all.of(Set.of(source.id())) : all;
	}

	private BenefitAccess answer(Given given, BenefitWish wish, LocalDate day) {
		return BenefitAnswers.of(given.memberships(), given.bought(), wish,
				day.isAfter(organizations.today()) ? day : null);
	}

	/** What a member has on a day. */
	private record Given(List<MembershipBenefits> memberships, List<BoughtBenefit> bought) {

		/** Only these of it. */
		Given of(Set<UUID> sources) {
			return new Given(memberships.stream().filter(one -> sources.contains(one.membership().id().id())).toList(),
					bought.stream().filter(one -> sources.contains(one.purchase().line())).toList());
		}

		/** By which of it the wish may be given, be there anything left of it or not. */
		List<UUID> mayGive(BenefitWish wish) {
			return Stream
				.concat(memberships.stream()
					.filter(one -> one.benefits().stream().anyMatch(wish::isFor))
					.map(one -> one.membership().id().id()),
						bought.stream()
							.filter(one -> one.purchase().pieces() > 0 && wish.isFor(one.purchase()))
							.map(one -> one.purchase().line()))
				.toList();
		}

	}

	/**
	 * Until the transaction ends, nobody else uses anything of them. In one order, in
	 * which the night locks them as well: of two that want the same, one waits.
	 */
	void waitForTurns(Collection<UUID> sources) {
		if (sources.isEmpty()) {
			return;
		}
		jdbc.sql("""
				insert into benefit_turns (organization_id, source_id, turned_at)
				select :organization, turn.source, :at
				from unnest(cast(:sources as uuid[])) with ordinality as turn (source, place) order by turn.place
				on conflict (organization_id, source_id) do update set turned_at = excluded.turned_at
				""")
			.param("organization", tenancy.current())
			.param("sources",
					sources.stream().distinct().sorted(Ids.IN_ORDER).map(UUID::toString).toArray(String[]::new))
			.param("at", Timestamp.from(now()))
			.update();
	}

	private @Nullable BenefitUse write(MemberId member, BenefitSource source, BenefitStanding standing, String key,
			LocalDate day) {
		Actor actor = OnBehalf.actor();
		jdbc.sql(
				"""
						insert into benefit_uses (organization_id, id, member_id, membership_id, line_id, benefit, key, used_at,
						    used_on, unit_minor, currency, actor_kind, actor_id, actor_name)
						values (:organization, :id, :member, cast(:membership as uuid), cast(:line as uuid), :benefit, :key, :at, :day,
						    :minor, :currency, :kind, cast(:actor as uuid), :name)
						on conflict (organization_id, key) do nothing
						""")
			.param("organization", tenancy.current())
			.param("id", BenefitUseId.next().id())
			.param("member", member.id())
			.param("membership", Objects.toString(source.membership(), null))
			.param("line", Objects.toString(source.line(), null))
			.param("benefit", standing.name())
			.param("key", key)
			.param("at", Timestamp.from(now()))
			.param("day", day)
			.param("minor", standing.unitValue().minor())
			.param("currency", standing.unitValue().currency())
			.param("kind", actor.kind().name())
			.param("actor", (actor.id() != null) ? actor.id().toString() : null)
			.param("name", actor.name())
			.update();
		promises.count(List.of(source.id()), organizations.today());
		tell("benefit.used", source, Map.of("benefit", standing.name(), "day", day));
		return rows.byKey(key).orElse(null);
	}

	/** In the history of the membership, or of the order. */
	private void tell(String action, BenefitSource source, Map<String, ?> what) {
		if (source.membership() != null) {
			audit.record(action, "membership", source.membership(), Map.of(), what);
		}
		else {
			purchases.ofLines(List.of(source.id()))
				.forEach(purchase -> audit.record(action, "order", purchase.order(), Map.of(), what));
		}
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
