package io.guildhall.rebate;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.member.MemberScope;
import io.guildhall.organization.OrganizationService;
import io.guildhall.rebate.RebateProgramme.State;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Makes programmes, lets them begin and end, and says what came of them. */
@Service
@Transactional
@RequiredArgsConstructor
public class RebateProgrammes {

	static final String OBJECT = "rebate-programme";

	private static final String PROGRAMMES = """
			select p.*, c.name as community_name from rebate_programmes p
			left join community_facts c on c.organization_id = p.organization_id and c.community_id = p.community_id
			where p.organization_id = :organization and\s""";

	private final RunningProgrammes running;

	private final CatalogService catalog;

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final MemberScope scope;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Makes a draft.
	 * @throws RebateRefused if its amounts are in another currency
	 */
	@May(Permission.POLICY_EDIT)
	public RebateProgramme create(RebateTerms terms) {
		check(terms);
		UUID id = Ids.next();
		jdbc.sql(
				"""
						insert into rebate_programmes (organization_id, id, version, name, state, product_ids, amount_minor, share,
							cap_minor, currency, first_day, last_day, wait_days, member_most_minor, budget_minor, community_id, made_at)
						values (:organization, :id, 0, :name, 'DRAFT', cast(:products as uuid[]), cast(:amount as bigint),
							cast(:share as int), cast(:cap as bigint), :currency, :first, :last, :wait, cast(:perMember as bigint),
							cast(:budget as bigint), cast(:community as uuid), :now)
						""")
			.params(parameters(id, terms))
			.param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
			.update();
		audit.record("rebate.programme.created", OBJECT, id, values(terms));
		return get(id);
	}

	/**
	 * Writes a draft anew.
	 * @param version that was read; null to write over whatever there is
	 * @throws RebateRefused if there is none, or it is no draft any more
	 */
	@May(Permission.POLICY_EDIT)
	public RebateProgramme change(UUID id, RebateTerms terms, @Nullable Long version) {
		check(terms);
		RebateProgramme before = get(id);
		if (before.state() != State.DRAFT) {
			throw RebateRefused.notADraft();
		}
		int written = jdbc
			.sql("""
					update rebate_programmes set version = version + 1, name = :name, product_ids = cast(:products as uuid[]),
						amount_minor = cast(:amount as bigint), share = cast(:share as int), cap_minor = cast(:cap as bigint),
						first_day = :first, last_day = :last, wait_days = :wait,
						member_most_minor = cast(:perMember as bigint), budget_minor = cast(:budget as bigint),
						community_id = cast(:community as uuid)
					where organization_id = :organization and id = :id and state = 'DRAFT' and version = :version
					""")
			.params(parameters(id, terms))
			.param("version", (version != null) ? version : before.version())
			.update();
		if (written == 0) {
			throw new ObjectOptimisticLockingFailureException(RebateProgramme.class, id);
		}
		audit.record("rebate.programme.changed", OBJECT, id, values(before.terms()), values(terms));
		return get(id);
	}

	/**
	 * A draft begins to promise, on its first day or now.
	 * @throws RebateRefused if there is none, it is no draft, or its time is over
	 */
	@May(Permission.POLICY_EDIT)
	public RebateProgramme activate(UUID id) {
		RebateProgramme draft = get(id);
		if (draft.terms().lastDay().isBefore(organizations.today())) {
			throw RebateRefused.over();
		}
		move(draft, State.DRAFT, State.ACTIVE, RebateRefused.notADraft());
		Money budget = draft.terms().budget();
		if (budget != null) {
			jdbc.sql("""
					insert into rebate_budgets (organization_id, programme_id, most_minor, used_minor)
					values (:organization, :id, :most, 0)
					""")
				.param("organization", tenancy.current())
				.param("id", id)
				.param("most", budget.minor())
				.update();
		}
		return get(id);
	}

	/**
	 * A programme promises nothing any more; what was promised stays.
	 * @throws RebateRefused if there is none, or it does not run
	 */
	@May(Permission.POLICY_EDIT)
	public RebateProgramme end(UUID id) {
		move(get(id), State.ACTIVE, State.ENDED, RebateRefused.notActive());
		return get(id);
	}

	/**
	 * Only what stands where it should moves; the draft that was read is the one that
	 * begins.
	 */
	private void move(RebateProgramme programme, State from, State to, RebateRefused refusal) {
		int moved = jdbc.sql("""
				update rebate_programmes set state = :to, version = version + 1
				where organization_id = :organization and id = :id and state = :from and version = :version
				""")
			.param("to", to.name())
			.param("organization", tenancy.current())
			.param("id", programme.id())
			.param("from", from.name())
			.param("version", programme.version())
			.update();
		if (moved == 0) {
			throw refusal;
		}
		running.changed();
		audit.record((to == State.ACTIVE) ? "rebate.programme.activated" : "rebate.programme.ended", OBJECT,
				programme.id(), Map.of("state", from), Map.of("state", to));
	}

	/**
	 * A programme.
	 * @throws RebateRefused if there is none
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public RebateProgramme get(UUID id) {
		return jdbc.sql(PROGRAMMES + "p.id = :id")
			.param("organization", tenancy.current())
			.param("id", id)
			.query(RebateProgrammes::programme)
			.optional()
			.orElseThrow(RebateRefused::unknownProgramme);
	}

	/** The programmes, the latest first. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<RebateProgramme> list(@Nullable String after) {
		return slice(null, null, after, Slice.PAGE);
	}

	/**
	 * The programmes, the latest first.
	 * @param words that the name contains; null for all
	 * @param state null for all
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<RebateProgramme> list(@Nullable String words, @Nullable State state, @Nullable String after) {
		return slice(words, state, after, Slice.PAGE);
	}

	Slice<RebateProgramme> slice(@Nullable String words, @Nullable State state, @Nullable String after, int size) {
		List<String> cursor = Slice.decode(after, 1);
		return Slice.of(jdbc.sql(PROGRAMMES + """
				position(lower(:words) in lower(p.name)) > 0
				and (cast(:state as text) is null or p.state = cast(:state as text))
				and (:first or p.id < :after) order by p.id desc limit :limit
				""")
			.param("organization", tenancy.current())
			.param("words", (words != null) ? words.strip() : "")
			.param("state", (state != null) ? state.name() : null)
			.param("first", cursor.isEmpty())
			.param("after", Slice.id(cursor, 0))
			.param("limit", size + 1)
			.query(RebateProgrammes::programme)
			.list(), size, programme -> List.of(programme.id()));
	}

	/**
	 * What came of a programme, with members whom who asks may see.
	 * @throws RebateRefused if there is none
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public RebateFigures figures(UUID id) {
		String currency = get(id).terms().currency();
		MemberScope.Limit limited = scope.on("r.member_id");
		return jdbc.sql("""
				select count(*) as orders, count(distinct r.member_id) as members,
					coalesce(sum(r.promised_minor), 0) as promised,
					coalesce(sum(r.amount_minor) filter (where r.state = 'PROMISED'), 0) as waiting,
					coalesce(sum(r.amount_minor) filter (where r.state = 'PENDING'), 0) as pending,
					coalesce(sum(r.amount_minor) filter (where r.state in ('APPROVED', 'FAILED')), 0) as approved,
					coalesce(sum(r.paid_minor), 0) as paid,
					coalesce(sum(greatest(r.paid_minor - r.amount_minor - r.settled_minor, 0)), 0) as debts,
					(select b.used_minor from rebate_budgets b
						where b.organization_id = :organization and b.programme_id = :id) as used
				from rebates r where r.organization_id = :organization and r.programme_id = :id
				""" + limited.sql())
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("id", id)
			.query((row, number) -> new RebateFigures(row.getLong("orders"), row.getLong("members"),
					new Money(row.getLong("promised"), currency), new Money(row.getLong("waiting"), currency),
					new Money(row.getLong("pending"), currency), new Money(row.getLong("approved"), currency),
					new Money(row.getLong("paid"), currency), new Money(row.getLong("debts"), currency),
					money(row, "used", currency)))
			.single();
	}

	private void check(RebateTerms terms) {
		if (!terms.currency().equals(organizations.current().currency())) {
			throw RebateRefused.currency();
		}
		terms.products().forEach(catalog::require);
		CommunityId community = terms.community();
		if (community != null) {
			communities.get(community);
		}
	}

	private Map<String, Object> parameters(UUID id, RebateTerms terms) {
		Map<String, Object> all = new HashMap<>();
		all.put("organization", tenancy.current());
		all.put("id", id);
		all.put("name", terms.name());
		all.put("products", terms.products().stream().map(ProductId::toString).toArray(String[]::new));
		all.put("amount", minor(terms.amount()));
		all.put("share", terms.share());
		all.put("cap", minor(terms.cap()));
		all.put("currency", terms.currency());
		all.put("first", terms.firstDay());
		all.put("last", terms.lastDay());
		all.put("wait", terms.waitDays());
		all.put("perMember", minor(terms.perMember()));
		all.put("budget", minor(terms.budget()));
		all.put("community", (terms.community() != null) ? terms.community().toString() : null);
		return all;
	}

	private static Map<String, ?> values(RebateTerms terms) {
		Map<String, Object> all = new HashMap<>();
		all.put("name", terms.name());
		all.put("products", terms.products());
		all.put("amount", terms.amount());
		all.put("rebateShare", terms.share());
		all.put("cap", terms.cap());
		all.put("firstDay", terms.firstDay());
		all.put("lastDay", terms.lastDay());
		all.put("earnedAfterDays", terms.waitDays());
		all.put("mostForMember", terms.perMember());
		all.put("budget", terms.budget());
		all.put("community", terms.community());
		return all;
	}

	static RebateProgramme programme(ResultSet row, int number) throws SQLException {
		String currency = row.getString("currency");
		UUID community = row.getObject("community_id", UUID.class);
		Array products = row.getArray("product_ids");
		return new RebateProgramme(row.getObject("id", UUID.class),
				new RebateTerms(row.getString("name"),
						Stream.of((UUID[]) products.getArray()).map(ProductId::new).toList(),
						money(row, "amount_minor", currency), row.getObject("share", Integer.class),
						money(row, "cap_minor", currency), row.getObject("first_day", LocalDate.class),
						row.getObject("last_day", LocalDate.class), row.getInt("wait_days"),
						money(row, "member_most_minor", currency), money(row, "budget_minor", currency),
						(community != null) ? new CommunityId(community) : null),
				row.getString("community_name"), State.valueOf(row.getString("state")), row.getLong("version"),
				row.getTimestamp("made_at").toInstant());
	}

	private static @Nullable Long minor(@Nullable Money money) {
		return (money != null) ? money.minor() : null;
	}

	private static @Nullable Money money(ResultSet row, String column, String currency) throws SQLException {
		Long minor = row.getObject(column, Long.class);
		return (minor != null) ? new Money(minor, currency) : null;
	}

}
