package io.guildhall.membership;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.journal.Posting;
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

	/** Neither replaced, nor of a membership that stands still. */
	private static final String RUNNING = """
			not d.stopped and not exists (select from membership_terms t
			    join memberships m on m.organization_id = t.organization_id and m.id = t.membership_id
			    where t.organization_id = :organization and t.id = d.term_id and m.state = 'PAUSED')
			""";

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
	 * runs. The terms are held first: whoever pays one of them back or upgrades it sees
	 * what was released of it, or is waited for till the next night.
	 * @return the last of these terms; empty where there was none
	 */
	Optional<UUID> release(LocalDate day, Instant at, UUID after, int size) {
		List<UUID> due = jdbc.sql("""
				select d.term_id from membership_deferrals d
				where d.organization_id = :organization and d.released < d.months and d.term_id > :after and <running>
				and cast(d.from_on + make_interval(months => d.released) as date) <= :day
				order by d.term_id limit :size for update skip locked
				""".replace("<running>", RUNNING))
			.param("organization", tenancy.current())
			.param("after", after)
			.param("day", day)
			.param("size", size)
			.query(UUID.class)
			.list();
		if (due.isEmpty()) {
			return Optional.empty();
		}
		String[] terms = due.stream().map(UUID::toString).toArray(String[]::new);
		journal.postAll(
				"""
						select 'MEMBERSHIP_RELEASE' as source_type, d.term_id as source_id, 'MONTH/' || k as reason,
						    cast(:at as timestamptz) as at, cast(:day as date) as day, line.account, line.sign * share.minor as minor,
						    d.currency, cast(null as uuid) as member_id
						from membership_deferrals d
						cross join lateral generate_series(d.released, d.months - 1) as k
						cross join lateral (select d.amount_minor * (k + 1) / d.months - d.amount_minor * k / d.months as minor) share
						cross join (values ('DEFERRED_REVENUE', 1), ('DEFERRAL', -1)) as line (account, sign)
						where d.organization_id = :organization and d.term_id = any(cast(:terms as uuid[]))
						and cast(d.from_on + make_interval(months => k) as date) <= :day and share.minor <> 0
						""",
				Map.of("day", day, "at", Timestamp.from(at), "terms", terms));
		jdbc.sql("""
				update membership_deferrals d set released = (
				    select max(k) + 1 from generate_series(d.released, d.months - 1) as k
				    where cast(d.from_on + make_interval(months => k) as date) <= :day)
				where d.organization_id = :organization and d.term_id = any(cast(:terms as uuid[]))
				""").param("organization", tenancy.current()).param("day", day).param("terms", terms).update();
		return Optional.of(due.get(due.size() - 1));
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

}
