package io.guildhall.journal;

import java.sql.Timestamp;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Writes money down, and adds it up. Postings join the transaction of what caused them.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class JournalService {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final OrganizationService organizations;

	private final GatheredWrites writes;

	/**
	 * Writes a posting down, in one statement, which may wait for others of the
	 * transaction. The same one a second time changes nothing.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void post(Posting posting) {
		int size = posting.lines().size();
		String[] accounts = new String[size];
		Long[] minors = new Long[size];
		UUID[] members = new UUID[size];
		for (int i = 0; i < size; i++) {
			Posting.Line line = posting.lines().get(i);
			accounts[i] = line.account().name();
			minors[i] = line.amount().minor();
			members[i] = (line.member() != null) ? line.member().id() : null;
		}
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("organization", tenancy.current());
		parameters.put("id", Ids.of(posting.sourceId(), posting.sourceType() + '/' + posting.reason()));
		parameters.put("sourceType", posting.sourceType());
		parameters.put("sourceId", posting.sourceId());
		parameters.put("reason", posting.reason());
		parameters.put("at", Timestamp.from(posting.at()));
		parameters.put("day", organizations.dayOf(posting.at()));
		parameters.put("currency", posting.lines().get(0).amount().currency());
		parameters.put("accounts", accounts);
		parameters.put("minors", minors);
		parameters.put("members", members);
		writes.add(
				"""
						with posting as (
						    insert into journal_postings (organization_id, id, source_type, source_id, reason, at, day)
						    values (:organization, :id, :sourceType, :sourceId, :reason, :at, :day)
						    on conflict do nothing
						    returning organization_id, id)
						insert into journal_lines (organization_id, posting_id, ordinal, account, minor, currency, member_id)
						select posting.organization_id, posting.id, line.ordinal, line.account, line.minor, :currency, line.member
						from posting, unnest(:accounts::text[], :minors::bigint[], :members::uuid[])
						    with ordinality as line (account, minor, member, ordinal)
						where posting.organization_id = :organization
						""",
				parameters);
	}

	/**
	 * Writes down what a select yields, for runs over many sources. What was posted
	 * before is left as it is.
	 * @param select yields the columns source_type, source_id, reason, at, day, account,
	 * minor, currency, member_id, one row per line, and is limited to
	 * {@code :organization} (given here)
	 * @param parameters of the select
	 * @return how many postings were new
	 * @throws JournalRefused if the lines of a source do not add up to nothing, or are
	 * not of one currency
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public long postAll(String select, Map<String, ?> parameters) {
		Map<String, Object> all = new HashMap<>(parameters);
		all.put("organization", tenancy.current());
		// Lines stay with their posting until it is known to be new: they are sorted
		// once, and one id is made for all. "is true" makes a table of hashes of the
		// ids: what a planner takes for few it would join by comparing all with all.
		Posted posted = jdbc
			.sql("""
					with total as materialized (
					    select guildhall_id(source_id, source_type || '/' || reason) as posting_id, source_type, source_id,
					        reason, min(at) as at, min(day) as day,
					        sum(minor) <> 0 or min(currency) <> max(currency) as unbalanced,
					        array_agg(account order by account, minor) as accounts,
					        array_agg(minor order by account, minor) as minors,
					        array_agg(currency order by account, minor) as currencies,
					        array_agg(member_id order by account, minor) as members
					    from (%s) as source group by source_type, source_id, reason),
					posting as (
					    insert into journal_postings (organization_id, id, source_type, source_id, reason, at, day)
					    select :organization, posting_id, source_type, source_id, reason, at, day from total order by posting_id
					    on conflict do nothing
					    returning id),
					written as (
					    insert into journal_lines
					        (organization_id, posting_id, ordinal, account, minor, currency, member_id)
					    select :organization, total.posting_id, line.ordinal, line.account, line.minor, line.currency, line.member
					    from total, unnest(total.accounts, total.minors, total.currencies, total.members)
					        with ordinality as line (account, minor, currency, member, ordinal)
					    where (total.posting_id in (select id from posting)) is true)
					select (select count(*) from posting) as postings,
					    (select count(*) from total where unbalanced) as unbalanced
					"""
				.formatted(select))
			.params(all)
			.query(Posted.class)
			.single();
		if (posted.unbalanced() > 0) {
			throw JournalRefused.unbalanced("a run, sources:", posted.unbalanced());
		}
		return posted.postings();
	}

	/** What stands on the account, over all time: debits less credits. */
	@Transactional(readOnly = true)
	public Money balance(Account account) {
		long minor = jdbc.sql("""
				select coalesce(sum(minor), 0) from journal_lines
				where organization_id = :organization and account = :account
				""")
			.param("organization", tenancy.current())
			.param("account", account.name())
			.query(Long.class)
			.single();
		return new Money(minor, organizations.current().currency());
	}

	/** The proof: adds every posting up again, and looks for lines that are of none. */
	@Transactional(readOnly = true)
	public boolean balances() {
		return jdbc.sql("""
				select count(*) from (
				    select from journal_lines where organization_id = :organization
				    group by posting_id, currency having sum(minor) <> 0
				    union all
				    select from journal_lines l where l.organization_id = :organization
				    and not exists (select from journal_postings p
				        where p.organization_id = l.organization_id and p.id = l.posting_id)) as unbalanced
				""").param("organization", tenancy.current()).query(Long.class).single() == 0;
	}

	private record Posted(long postings, long unbalanced) {
	}

}
