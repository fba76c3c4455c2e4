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
import io.guildhall.order.OrderPaid;
import io.guildhall.order.OrderRefunded;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Writes down what is owed of each paid term, for those who add it up: the rows say what
 * the ledgers said when something of the membership moved, or last night. Nothing that is
 * granted or refused asks them.
 */
@Component
@Transactional
@RequiredArgsConstructor
class BenefitPromises {

	private static final int SLICE = 500;

	private static final String LIVE = "('ACTIVE', 'GRACE', 'PAUSED')";

	private final BenefitReading reading;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@ApplicationModuleListener
	void on(OrderPaid paid) {
		count(paid.member());
	}

	@ApplicationModuleListener
	void on(OrderRefunded refunded) {
		count(refunded.member());
	}

	private void count(MemberId member) {
		count(jdbc.sql("""
				select membership_id from membership_facts where organization_id = :organization and member_id = :member
				""").param("organization", tenancy.current()).param("member", member.id()).query(UUID.class).list(),
				organizations.today());
	}

	/**
	 * Counts the next slice of all memberships that run, for the night.
	 * @param after the last one of the slice before
	 * @return the last one; null at the end
	 */
	@Nullable UUID countSlice(@Nullable UUID after, LocalDate day) {
		List<UUID> slice = jdbc.sql("""
				select membership_id from membership_facts
				where organization_id = :organization and state in %s
				and (cast(:after as uuid) is null or membership_id > cast(:after as uuid))
				order by membership_id limit :limit
				""".formatted(LIVE))
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
		jdbc.sql("""
				delete from benefit_promises p where p.organization_id = :organization and not exists (
				    select from membership_facts m where m.organization_id = :organization
				    and m.membership_id = p.membership_id and m.state in %s)
				""".formatted(LIVE)).param("organization", tenancy.current()).update();
	}

	/** Writes down what is owed now as what was owed at the end of a day. */
	void writeDown(LocalDate day) {
		jdbc.sql("""
				insert into benefit_owed_days (organization_id, day, minor, currency)
				select :organization, :day, coalesce(sum(open_minor), 0), :currency
				from benefit_open_facts where organization_id = :organization and currency = :currency
				on conflict (organization_id, day) do update set minor = excluded.minor
				""")
			.param("organization", tenancy.current())
			.param("day", day)
			.param("currency", organizations.current().currency())
			.update();
	}

	/**
	 * Counts memberships anew. Whoever uses something of one of them meanwhile waits, or
	 * is waited for.
	 */
	void count(Collection<UUID> memberships, LocalDate day) {
		if (memberships.isEmpty()) {
			return;
		}
		String[] ids = memberships.stream().map(UUID::toString).toArray(String[]::new);
		jdbc.sql("""
				select membership_id from benefit_turns
				where organization_id = :organization and membership_id = any(cast(:memberships as uuid[]))
				order by membership_id for update
				""").param("organization", tenancy.current()).param("memberships", ids).query(UUID.class).list();
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
						.add(new Promise(membership, Objects.requireNonNull(live.get(membership)), open)))));
		write(ids, promises);
	}

	private void write(String[] memberships, List<Promise> promises) {
		jdbc.sql("""
				delete from benefit_promises where organization_id = :organization
				and membership_id = any(cast(:memberships as uuid[])) and id <> all(cast(:ids as uuid[]))
				""")
			.param("organization", tenancy.current())
			.param("memberships", memberships)
			.param("ids", texts(promises, Promise::id))
			.update();
		jdbc.sql(
				"""
						insert into benefit_promises (organization_id, id, member_id, membership_id, term_id, benefit, left_count,
						    unit_minor, currency, until_on)
						select :organization, cast(p.id as uuid), cast(p.member as uuid), cast(p.membership as uuid), cast(p.term as uuid),
						    p.benefit, cast(p.left_count as bigint), cast(p.minor as bigint), p.currency, cast(p.until_on as date)
						from unnest(:ids, :members, :memberships, :terms, :benefits, :lefts, :minors, :currencies, :untils)
						    as p (id, member, membership, term, benefit, left_count, minor, currency, until_on)
						on conflict (organization_id, id) do update set member_id = excluded.member_id,
						    left_count = excluded.left_count, unit_minor = excluded.unit_minor, until_on = excluded.until_on
						where (benefit_promises.member_id, benefit_promises.left_count, benefit_promises.unit_minor,
						    benefit_promises.until_on) is distinct from
						    (excluded.member_id, excluded.left_count, excluded.unit_minor, excluded.until_on)
						""")
			.param("organization", tenancy.current())
			.param("ids", texts(promises, Promise::id))
			.param("members", texts(promises, Promise::member))
			.param("memberships", texts(promises, Promise::membership))
			.param("terms", texts(promises, promise -> promise.open().term()))
			.param("benefits", texts(promises, promise -> promise.open().rule().name()))
			.param("lefts", texts(promises, promise -> promise.open().left()))
			.param("minors", texts(promises, promise -> promise.open().rule().unitValue().minor()))
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

	/** What is owed of one benefit of one term. */
	private record Promise(UUID membership, UUID member, BenefitLedger.Open open) {

		/** The same for the same two, so that counting again finds it. */
		UUID id() {
			return Ids.of(open.term(), open.rule().name());
		}

	}

}
