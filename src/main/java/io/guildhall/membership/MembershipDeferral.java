package io.guildhall.membership;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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

	private final JournalService journal;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Defers what was paid, over the months of the term; a lifetime over as many as the
	 * organization says. What lasts a month is earned when it is paid.
	 */
	void defer(MembershipTerm term, Membership membership) {
		Integer months = term.getMonths();
		int over = (months != null) ? months : organizations.current().lifetimeMonths();
		if (over <= 1 || !term.getPaid().isPositive()) {
			return;
		}
		jdbc.sql(
				"""
						insert into membership_deferrals (organization_id, term_id, amount_minor, currency, from_on, months, released)
						values (:organization, :term, :amount, :currency, :from, :months, 0)
						""")
			.param("organization", tenancy.current())
			.param("term", term.getId())
			.param("amount", term.getPaid().minor())
			.param("currency", term.getPaid().currency())
			.param("from", term.getFromOn())
			.param("months", over)
			.update();
		post(term, "DEFERRED", term.getPaidAt(), term.getPaid(), membership);
	}

	/** Takes off the books what of a refunded term was not released yet. */
	void cancel(MembershipTerm term, Membership membership, Instant now) {
		List<Rest> rest = jdbc.sql("""
				select amount_minor - amount_minor * released / months as minor, currency from membership_deferrals
				where organization_id = :organization and term_id = :term and released < months for update
				""").param("organization", tenancy.current()).param("term", term.getId()).query(Rest.class).list();
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
	 * Releases the months that have begun, each with its share; shares are cut so that
	 * they add up to the whole. A month is posted once, whenever this runs.
	 */
	void release(LocalDate day) {
		Map<String, ?> parameters = Map.of("day", day, "at",
				java.sql.Timestamp.from(organizations.current().startOf(day)));
		journal.postAll(
				"""
						select 'MEMBERSHIP_RELEASE' as source_type, d.term_id as source_id, 'MONTH/' || k as reason,
						    cast(:at as timestamptz) as at, cast(:day as date) as day, line.account, line.sign * share.minor as minor,
						    d.currency, cast(null as uuid) as member_id
						from membership_deferrals d
						cross join lateral generate_series(d.released, d.months - 1) as k
						cross join lateral (select d.amount_minor * (k + 1) / d.months - d.amount_minor * k / d.months as minor) share
						cross join (values ('DEFERRED_REVENUE', 1), ('DEFERRAL', -1)) as line (account, sign)
						where d.organization_id = :organization and d.released < d.months
						and cast(d.from_on + make_interval(months => k) as date) <= :day and share.minor <> 0
						""",
				parameters);
		jdbc.sql("""
				update membership_deferrals d set released = (
				    select max(k) + 1 from generate_series(d.released, d.months - 1) as k
				    where cast(d.from_on + make_interval(months => k) as date) <= :day)
				where d.organization_id = :organization and d.released < d.months
				and cast(d.from_on + make_interval(months => d.released) as date) <= :day
				""").param("organization", tenancy.current()).param("day", day).update();
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
