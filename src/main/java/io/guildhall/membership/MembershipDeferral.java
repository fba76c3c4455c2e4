package io.guildhall.membership;

import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.journal.Posting;
import io.guildhall.membership.MembershipSlices.Mark;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What was paid for a term is service owed, and stands as deferred until its months have
 * begun. Revenue itself is left as the order posts it: the deferral has an account of its
 * own.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class MembershipDeferral {

	private static final String SOURCE = "MEMBERSHIP";

	/** So many months have begun. */
	private static final String BEGUN = """
			(select max(k) + 1 from generate_series(d.released, d.months - 1) as k
			    where cast(d.from_on + make_interval(months => k) as date) <= :day)
			""";

	/**
	 * The terms are held first: whoever pays one of them back or upgrades it sees what
	 * was released of it, or is waited for till the next night. Neither those that were
	 * replaced, nor those of a membership that stands still. Memberships are looked up,
	 * and terms changed, by key: a planner that joins them reads all for each slice.
	 */
	private static final String RELEASE = """
			with due as materialized (
			    select d.term_id, d.amount_minor, d.currency, d.months, d.released, <begun> as begun
			    from membership_deferrals d
			    where d.organization_id = :organization and d.released < d.months and d.term_id > :after and not d.stopped
			    and cast(d.from_on + make_interval(months => d.released) as date) <= :day
			    and (select m.state from membership_terms t
			        join memberships m on m.organization_id = t.organization_id and m.id = t.membership_id
			        where t.organization_id = :organization and t.id = d.term_id) <> 'PAUSED'
			    order by d.term_id limit :size for update of d skip locked),
			counted as (
			    update membership_deferrals d set released = <begun>
			    where d.organization_id = :organization and d.term_id = any(array(select term_id from due)))
			select term_id, amount_minor, currency, months, released, begun from due order by term_id
			"""
		.replace("<begun>", BEGUN);

	private final JournalService journal;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Defers what was paid, over the months of the term; a lifetime over as many as the
	 * organization says. What lasts a month is earned when it is paid.
	 */
	void defer(MembershipTerm term, Membership membership) {
		int over = term.monthsOwed(organizations.current().lifetimeMonths());
		Money value = new Money(term.value(), term.getPaid().currency());
		if (over <= 1 || !value.isPositive()) {
			return;
		}
		jdbc.sql(
				"""
						insert into membership_deferrals (organization_id, term_id, amount_minor, currency, from_on, months, released)
						values (:organization, :term, :amount, :currency, :from, :months, 0)
						""")
			.param("organization", tenancy.current())
			.param("term", term.getId())
			.param("amount", value.minor())
			.param("currency", value.currency())
			.param("from", term.getFromOn())
			.param("months", over)
			.update();
		post(term, "DEFERRED", term.getPaidAt(), value, membership);
	}

	/** Takes off the books what of a refunded term was not released yet. */
	void cancel(MembershipTerm term, Membership membership, Instant now) {
		List<Rest> rest = jdbc
			.sql("""
					select amount_minor - amount_minor * released / months as minor, currency from membership_deferrals
					where organization_id = :organization and term_id = :term and released < months and not stopped for update
					""")
			.param("organization", tenancy.current())
			.param("term", term.getId())
			.query(Rest.class)
			.list();
		if (rest.isEmpty()) {
			return;
		}
		jdbc.sql("""
				update membership_deferrals set released = months
				where organization_id = :organization and term_id = :term
				""").param("organization", tenancy.current()).param("term", term.getId()).update();
		post(term, "REFUNDED", now, new Money(rest.get(0).minor(), rest.get(0).currency()).negated(), membership);
	}

	/**
	 * A part of what was paid for a term goes back while the term goes on: as much less
	 * is owed of the months that have not begun, in proportion, rounded down to a minor
	 * unit. Called before the term says so itself.
	 * @param back of its value, less than is left of that
	 */
	void paidBack(MembershipTerm term, long back, Membership membership, Instant now) {
		long kept = term.value() - term.getPaidBack();
		if (back <= 0 || back >= kept) {
			return;
		}
		jdbc.sql("""
				select amount_minor, months, released, stopped, currency from membership_deferrals
				where organization_id = :organization and term_id = :term and released < months for update
				""")
			.param("organization", tenancy.current())
			.param("term", term.getId())
			.query(Open.class)
			.optional()
			.ifPresent(open -> {
				long less = BigInteger.valueOf(open.rest())
					.multiply(BigInteger.valueOf(back))
					.divide(BigInteger.valueOf(kept))
					.longValueExact();
				jdbc.sql("""
						update membership_deferrals set amount_minor = :amount
						where organization_id = :organization and term_id = :term
						""")
					.param("amount", open.amountFor(open.rest() - less))
					.param("organization", tenancy.current())
					.param("term", term.getId())
					.update();
				if (!open.stopped()) {
					post(term, "PAID_BACK/" + (term.getPaidBack() + back), now,
							new Money(less, open.currency()).negated(), membership);
				}
			});
	}

	/**
	 * A pause: what is not released yet of the terms that it moved is due so many days
	 * later.
	 */
	void delay(Membership membership, LocalDate since, long days) {
		jdbc.sql(
				"""
						update membership_deferrals d set from_on = d.from_on + cast(:days as int) from membership_terms t
						where d.organization_id = :organization and d.released < d.months and t.organization_id = d.organization_id
						and t.id = d.term_id and t.membership_id = :membership and (t.to_on is null or t.to_on > :since)
						""")
			.param("organization", tenancy.current())
			.param("membership", membership.getId().id())
			.param("since", since)
			.param("days", days)
			.update();
	}

	/**
	 * What lay before a term was taken back, or came back: what is not released of it is
	 * due as much sooner, or later.
	 * @param days so much later; less than none for sooner
	 */
	void follow(MembershipTerm term, long days) {
		if (days != 0) {
			jdbc.sql("""
					update membership_deferrals set from_on = from_on + cast(:days as int)
					where organization_id = :organization and term_id = :term and released < months
					""")
				.param("days", days)
				.param("organization", tenancy.current())
				.param("term", term.getId())
				.update();
		}
	}

	/**
	 * An upgrade replaced a term: what is not released of it goes off the books, since
	 * the new term owes it.
	 */
	void stop(MembershipTerm term, UUID order, Membership membership, Instant now) {
		change(term, true, "REPLACED/" + order, membership, now);
	}

	/** The upgrade was taken back: it is owed again, as it was. */
	void restart(MembershipTerm term, UUID order, Membership membership, Instant now) {
		change(term, false, "KEPT/" + order, membership, now);
	}

	private void change(MembershipTerm term, boolean stopped, String reason, Membership membership, Instant now) {
		jdbc.sql("""
				update membership_deferrals set stopped = :stopped
				where organization_id = :organization and term_id = :term and stopped <> :stopped and released < months
				returning amount_minor - amount_minor * released / months as minor, currency
				""")
			.param("stopped", stopped)
			.param("organization", tenancy.current())
			.param("term", term.getId())
			.query(Rest.class)
			.optional()
			.map(rest -> new Money(rest.minor(), rest.currency()))
			.ifPresent(rest -> post(term, reason, now, stopped ? rest.negated() : rest, membership));
	}

	/**
	 * Releases the months that have begun of the next terms, each with its share; shares
	 * are cut so that they add up to the whole. A month is posted once, whenever this
	 * runs.
	 * @return the last of these terms; empty where there was none
	 */
	Optional<Mark> release(LocalDate day, Instant at, UUID after, int size) {
		List<Due> due = jdbc.sql(RELEASE)
			.param("organization", tenancy.current())
			.param("after", after)
			.param("day", day)
			.param("size", size)
			.query(Due.class)
			.list();
		if (due.isEmpty()) {
			return Optional.empty();
		}
		post(due.stream().flatMap(Due::shares).toList(), day, at);
		return Optional.of(new Mark(day, due.get(due.size() - 1).termId(), due.size()));
	}

	private void post(List<Share> shares, LocalDate day, Instant at) {
		journal.postAll(
				"""
						select 'MEMBERSHIP_RELEASE' as source_type, share.term as source_id, 'MONTH/' || share.month as reason,
						    cast(:at as timestamptz) as at, cast(:day as date) as day, line.account, line.sign * share.minor as minor,
						    share.currency, cast(null as uuid) as member_id
						from unnest(cast(:terms as uuid[]), cast(:months as int[]), cast(:minors as bigint[]),
						    cast(:currencies as text[])) as share (term, month, minor, currency)
						cross join (values ('DEFERRED_REVENUE', 1), ('DEFERRAL', -1)) as line (account, sign)
						""",
				Map.of("day", day, "at", Timestamp.from(at), "terms",
						shares.stream().map(Share::term).toArray(UUID[]::new), "months",
						shares.stream().map(Share::month).toArray(Integer[]::new), "minors",
						shares.stream().map(Share::minor).toArray(Long[]::new), "currencies",
						shares.stream().map(Share::currency).toArray(String[]::new)));
	}

	private void post(MembershipTerm term, String reason, Instant at, Money amount, Membership membership) {
		if (!amount.isZero()) {
			UUID source = term.getId();
			journal.post(new Posting(SOURCE, source, reason, at,
					List.of(Posting.Line.debit(Account.DEFERRAL, amount, membership.getMember()),
							Posting.Line.credit(Account.DEFERRED_REVENUE, amount, membership.getMember()))));
		}
	}

	private record Rest(long minor, String currency) {
	}

	/** What is not released yet of a term. */
	private record Open(long amountMinor, int months, int released, boolean stopped, String currency) {

		long rest() {
			return rest(amountMinor);
		}

		private long rest(long amount) {
			return amount - Math.multiplyExact(amount, (long) released) / months;
		}

		/**
		 * Of which amount so much is not released: of each one more it is one more, or as
		 * much.
		 * @param rest more than nothing
		 */
		long amountFor(long rest) {
			long amount = Math.multiplyExact(rest, (long) months) / (months - released);
			while (rest(amount) < rest) {
				amount++;
			}
			while (rest(amount) > rest) {
				amount--;
			}
			return amount;
		}

	}

	/** A term of which months have begun that were not released yet. */
	private record Due(UUID termId, long amountMinor, String currency, int months, int released, int begun) {

		Stream<Share> shares() {
			return IntStream.range(released, begun)
				.mapToObj(month -> new Share(termId, month, upTo(month + 1) - upTo(month), currency))
				.filter(share -> share.minor() != 0);
		}

		private long upTo(int month) {
			return Math.multiplyExact(amountMinor, month) / months;
		}

	}

	/** What of a term is earned in one of its months. */
	private record Share(UUID term, int month, long minor, String currency) {
	}

}
