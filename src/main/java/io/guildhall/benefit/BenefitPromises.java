package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.PlanId;
import io.guildhall.order.OrderPaid;
import io.guildhall.order.OrderRefunded;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Writes down what is owed of each paid term, and of what the line of an order bought,
 * for those who add it up: the rows say what the ledgers said when something of it moved,
 * or last night. Nothing that is granted or refused asks them.
 */
@Component
@Transactional
@RequiredArgsConstructor
class BenefitPromises {

	private static final int SLICE = 500;

	private static final String LIVE = "('ACTIVE', 'GRACE', 'PAUSED')";

	private final BenefitReading reading;

	private final PurchaseRows purchases;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** Most orders sell no membership, and are to leave no event behind. */
	@ApplicationModuleListener(condition = "#paid.mayMovePlans()")
	void on(OrderPaid paid) {
		count(paid.whosePlans());
	}

	@ApplicationModuleListener(condition = "#refunded.mayMovePlans()")
	void on(OrderRefunded refunded) {
		count(refunded.whosePlans());
	}

	private void count(MemberId member) {
		count(jdbc.sql("""
				select membership_id from membership_facts where organization_id = :organization and member_id = :member
				""").param("organization", tenancy.current()).param("member", member.id()).query(UUID.class).list(),
				organizations.today());
	}

	/**
	 * Counts the next slice of the memberships that run.
	 * @param plan of which something was paid for; null for all
	 * @param after the last one of the slice before
	 * @return the last one; null at the end
	 */
	@Nullable UUID countSlice(@Nullable PlanId plan, @Nullable UUID after, LocalDate day) {
		List<UUID> slice = jdbc.sql("""
				select m.membership_id from membership_facts m
				where m.organization_id = :organization and m.state in %s
				and (cast(:after as uuid) is null or m.membership_id > cast(:after as uuid))
				and (cast(:plan as uuid) is null or exists (select from membership_term_facts t
				    where t.organization_id = :organization and t.membership_id = m.membership_id
				    and t.plan_id = cast(:plan as uuid)))
				order by m.membership_id limit :limit
				""".formatted(LIVE))
			.param("organization", tenancy.current())
			.param("plan", (plan != null) ? plan.id() : null)
			.param("after", after)
			.param("limit", SLICE)
			.query(UUID.class)
			.list();
		count(slice, day);
		return (slice.size() == SLICE) ? slice.get(slice.size() - 1) : null;
	}

	/**
	 * Counts the next slice of what orders bought of which something is owed.
	 * @param after the last line of the slice before
	 * @return the last one; null at the end
	 */
	@Nullable UUID countLines(@Nullable UUID after, LocalDate day) {
		List<UUID> slice = jdbc.sql("""
				select line_id from benefit_promises where organization_id = :organization and line_id is not null
				and (cast(:after as uuid) is null or line_id > cast(:after as uuid)) order by line_id limit :limit
				""")
			.param("organization", tenancy.current())
			.param("after", after)
			.param("limit", SLICE)
			.query(UUID.class)
			.list();
		count(slice, day);
		return (slice.size() == SLICE) ? slice.get(slice.size() - 1) : null;
	}

	/** What has ended is owed no more. */
	void dropEnded() {
		jdbc.sql(
				"""
						delete from benefit_promises p where p.organization_id = :organization and p.line_id is null and not exists (
						    select from membership_facts m where m.organization_id = :organization
						    and m.membership_id = p.membership_id and m.state in %s)
						"""
					.formatted(LIVE))
			.param("organization", tenancy.current())
			.update();
	}

	/** Writes down what is owed now as what was owed at the end of a day. */
	void writeDown(LocalDate day) {
		jdbc.sql("""
				insert into benefit_owed_days (organization_id, day, minor, bought_minor, currency)
				select :organization, :day, coalesce(sum(open_minor) filter (where line_id is null), 0),
				    coalesce(sum(open_minor) filter (where line_id is not null), 0), :currency
				from benefit_open_facts where organization_id = :organization and currency = :currency
				on conflict (organization_id, day) do update set minor = excluded.minor,
				    bought_minor = excluded.bought_minor
				""")
			.param("organization", tenancy.current())
			.param("day", day)
			.param("currency", organizations.current().currency())
			.update();
	}

	/**
	 * Counts memberships, and lines of orders, anew. Whoever uses something of one of
	 * them meanwhile waits, or is waited for.
	 */
	void count(Collection<UUID> sources, LocalDate day) {
		if (sources.isEmpty()) {
			return;
		}
		String[] ids = sources.stream().map(UUID::toString).toArray(String[]::new);
		jdbc.sql("""
				select source_id from benefit_turns
				where organization_id = :organization and source_id = any(cast(:sources as uuid[]))
				order by source_id for update
				""").param("organization", tenancy.current()).param("sources", ids).query(UUID.class).list();
		Map<UUID, UUID> live = new HashMap<>();
		jdbc.sql("""
				select membership_id, member_id from membership_facts
				where organization_id = :organization and membership_id = any(cast(:memberships as uuid[]))
				and state in %s
				""".formatted(LIVE)).param("organization", tenancy.current()).param("memberships", ids).query(row -> {
			live.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
		});
		int lifetime = organizations.current().lifetimeMonths();
		List<Promise> promises = new ArrayList<>();
		reading.ledgers(live.keySet())
			.forEach((membership, ledgers) -> ledgers.values()
				.forEach(ledger -> ledger.open(day, lifetime)
					.forEach(open -> promises
						.add(Promise.of(membership, Objects.requireNonNull(live.get(membership)), open)))));
		List<Purchase> bought = purchases.ofLines(sources);
		Map<UUID, BenefitLedger> ledgers = reading.ledgersOf(bought);
		bought.forEach(purchase -> purchase.open(Objects.requireNonNull(ledgers.get(purchase.line())), day)
			.forEach(open -> promises.add(Promise.of(purchase, open))));
		write(ids, promises);
	}

	private void write(String[] sources, List<Promise> promises) {
		jdbc.sql("""
				delete from benefit_promises where organization_id = :organization
				and (membership_id = any(cast(:sources as uuid[])) or line_id = any(cast(:sources as uuid[])))
				and id <> all(cast(:ids as uuid[]))
				""")
			.param("organization", tenancy.current())
			.param("sources", sources)
			.param("ids", texts(promises, Promise::id))
			.update();
		jdbc.sql(
				"""
						insert into benefit_promises (organization_id, id, member_id, membership_id, line_id, term_id, benefit, left_count,
						    unit_minor, open_minor, currency, until_on)
						select :organization, cast(p.id as uuid), cast(p.member as uuid), cast(p.membership as uuid), cast(p.line as uuid),
						    cast(p.term as uuid), p.benefit, cast(p.left_count as bigint), cast(p.minor as bigint),
						    cast(p.open_minor as bigint), p.currency, cast(p.until_on as date)
						from unnest(:ids, :members, :memberships, :lines, :terms, :benefits, :lefts, :minors, :opens, :currencies,
						    :untils)
						    as p (id, member, membership, line, term, benefit, left_count, minor, open_minor, currency, until_on)
						on conflict (organization_id, id) do update set member_id = excluded.member_id,
						    left_count = excluded.left_count, unit_minor = excluded.unit_minor, open_minor = excluded.open_minor,
						    until_on = excluded.until_on
						where (benefit_promises.member_id, benefit_promises.left_count, benefit_promises.unit_minor,
						    benefit_promises.open_minor, benefit_promises.until_on) is distinct from
						    (excluded.member_id, excluded.left_count, excluded.unit_minor, excluded.open_minor, excluded.until_on)
						""")
			.param("organization", tenancy.current())
			.param("ids", texts(promises, Promise::id))
			.param("members", texts(promises, Promise::member))
			.param("memberships", texts(promises, promise -> promise.source().membership()))
			.param("lines", texts(promises, promise -> promise.source().line()))
			.param("terms", texts(promises, promise -> promise.open().term()))
			.param("benefits", texts(promises, promise -> promise.open().rule().name()))
			.param("lefts", texts(promises, promise -> promise.open().left()))
			.param("minors", texts(promises, promise -> promise.open().rule().unitValue().minor()))
			.param("opens", texts(promises, promise -> promise.owed().minor()))
			.param("currencies", texts(promises, promise -> promise.open().rule().unitValue().currency()))
			.param("untils", texts(promises, promise -> promise.open().to()))
			.update();
	}

	private static @Nullable String[] texts(List<Promise> promises, Function<Promise, @Nullable Object> what) {
		return promises.stream()
			.map(what)
			.map(value -> (value != null) ? value.toString() : null)
			.toArray(String[]::new);
	}

	/** What is owed of one benefit of one term, or of one line. */
	private record Promise(BenefitSource source, UUID member, BenefitLedger.Open open, Money owed) {

		static Promise of(UUID membership, UUID member, BenefitLedger.Open open) {
			return new Promise(BenefitSource.of(new MembershipId(membership)), member, open,
					open.rule().unitValue().times(open.left()));
		}

		static Promise of(Purchase purchase, BenefitLedger.Open open) {
			return new Promise(BenefitSource.of(purchase.line()), purchase.member().id(), open,
					purchase.valueOf(open.left()));
		}

		/** The same for the same two, so that counting again finds it. */
		UUID id() {
			return Ids.of(open.term(), open.rule().name());
		}

	}

}
