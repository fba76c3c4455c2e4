package io.guildhall.coupon;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.EligibleMembers;
import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** Makes batches of coupons and leads them through their life. */
@Service
@Transactional
@RequiredArgsConstructor
public class CouponBatches {

	private static final String BATCHES = """
			select b.*, k.products, k.members_only, k.stackable, k.grace_days, s.stock, s.issued, s.set_aside,
			    s.budget_minor, s.spent_minor, s.reserved_minor + s.set_aside * s.piece_minor as reserved_minor,
			    coalesce(c.held, 0) as held, coalesce(c.used, 0) as used, coalesce(c.expired, 0) as expired,
			    coalesce(c.revoked, 0) as revoked
			from coupon_batches b
			join coupon_stock s on s.organization_id = b.organization_id and s.batch_id = b.id
			left join coupon_conditions k on k.organization_id = b.organization_id and k.id = b.conditions_id
			left join lateral (
			    select count(*) filter (where state in ('ISSUED', 'RESERVED')) as held,
			        count(*) filter (where state = 'USED') as used, count(*) filter (where state = 'EXPIRED') as expired,
			        count(*) filter (where state = 'REVOKED') as revoked
			    from coupons where organization_id = :organization and batch_id = b.id) c on true
			where b.organization_id = :organization
			""";

	private final CouponBatchRepository batches;

	private final CouponConditionsRegister conditions;

	private final EligibleMembers eligible;

	private final CouponStock stock;

	private final AuditTrail audit;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	private final JsonMapper json;

	/**
	 * A batch as a draft.
	 * @throws CouponRefused if it is in another currency than that of the organization:
	 * nothing is sold for that
	 * @throws io.guildhall.catalog.CatalogRefused if it is for a tier, group or plan that
	 * there is none of
	 */
	@May(Permission.COUPON_EDIT)
	public BatchId create(NewBatch wanted) {
		requireOwn(wanted.terms());
		eligible.requireKnown(wanted.eligibility(), Eligibility.ALL);
		CouponBatch batch = new CouponBatch(wanted, clock.instant());
		batch.put(conditions.write(wanted.terms(), wanted.conditions(), clock.instant()));
		batches.saveAndFlush(batch);
		stock.lay(batch, wanted.stock(), wanted.budget());
		audit.record("coupon.batch.created", "coupon-batch", batch.getId(), Map.of(), values(wanted));
		return batch.getId();
	}

	/**
	 * Changes what will be issued from now on; coupons that members hold keep their
	 * terms.
	 * @param version that was read before; null where the last change wins
	 * @throws CouponRefused if the batch has ended, more are issued or set aside than the
	 * new stock, more is spent or promised than the new budget, or some were issued
	 * without one
	 */
	@May(Permission.COUPON_EDIT)
	public BatchDetails change(BatchId id, NewBatch wanted, @Nullable Long version) {
		requireOwn(wanted.terms());
		CouponBatch batch = at(id, version);
		CouponStock.Level level = stock.level(id);
		NewBatch there = new NewBatch(batch.getName(), batch.getNote(), batch.getTerms(), batch.getValidity(),
				level.stock(), batch.getPerMember(), level.budget(batch.getTerms().currency()),
				conditions.of(batch.getConditionsId()), batch.getEligibility());
		eligible.requireKnown(wanted.eligibility(), batch.getEligibility());
		Map<String, ?> before = values(there);
		batch.change(wanted);
		batch.put(conditions.write(wanted.terms(), wanted.conditions(), clock.instant()));
		batches.saveAndFlush(batch);
		stock.change(batch, wanted.stock(), wanted.budget());
		audit.record("coupon.batch.changed", "coupon-batch", id, before, values(wanted));
		return get(id);
	}

	private void requireOwn(CouponTerms terms) {
		String own = organizations.current().currency();
		if (!terms.currency().equals(own)) {
			throw CouponRefused.ownCurrency(own);
		}
	}

	/** Lets coupons of it be issued: a draft, or one that was paused. */
	@May(Permission.COUPON_EDIT)
	public BatchDetails activate(BatchId id) {
		CouponBatch batch = batches.require(id);
		BatchState before = batch.getState();
		batch.activate(organizations.today());
		return moved(batch, before, "coupon.batch.activated");
	}

	/** Issues none for a while; what members hold counts on. */
	@May(Permission.COUPON_EDIT)
	public BatchDetails pause(BatchId id) {
		CouponBatch batch = batches.require(id);
		BatchState before = batch.getState();
		batch.pause();
		return moved(batch, before, "coupon.batch.paused");
	}

	/** Never issues one again; what members hold counts on. */
	@May(Permission.COUPON_EDIT)
	public BatchDetails end(BatchId id) {
		CouponBatch batch = batches.require(id);
		BatchState before = batch.getState();
		batch.end();
		return moved(batch, before, "coupon.batch.ended");
	}

	/**
	 * A batch.
	 * @throws CouponRefused if there is none
	 */
	@Transactional(readOnly = true)
	public BatchDetails get(BatchId id) {
		return jdbc.sql(BATCHES + " and b.id = :id")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(this::details)
			.optional()
			.orElseThrow(() -> CouponRefused.unknownBatch(id));
	}

	/**
	 * What a batch offers now, without its figures.
	 * @throws CouponRefused if there is none
	 */
	@Transactional(readOnly = true)
	public BatchOffer offer(BatchId id) {
		CouponBatch batch = batches.require(id);
		return new BatchOffer(id, batch.getName(), batch.getState(), batch.getTerms(), batch.getValidity(),
				batch.getPerMember(), stock.level(id).left());
	}

	/** Whether coupons of the batch are given to the member, as they stand now. */
	@Transactional(readOnly = true)
	public boolean isFor(BatchId id, MemberId member) {
		return conditions.barred(batches.require(id), List.of(member.id())).isEmpty();
	}

	/**
	 * The batches, latest first.
	 * @param state null for all
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<BatchDetails> list(@Nullable BatchState state, @Nullable String after) {
		return list(null, state, after);
	}

	/**
	 * The batches, latest first.
	 * @param words that the name contains; null for all
	 * @param state null for all
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<BatchDetails> list(@Nullable String words, @Nullable BatchState state, @Nullable String after) {
		List<BatchDetails> rows = jdbc
			.sql(BATCHES
					+ """
							and (cast(:state as text) is null or b.state = :state)
							and position(lower(:words) in lower(b.name)) > 0
							and (cast(:at as timestamptz) is null or (b.created_at, b.id) < (cast(:at as timestamptz), cast(:id as uuid)))
							order by b.created_at desc, b.id desc limit :limit
							""")
			.param("organization", tenancy.current())
			.param("words", (words != null) ? words.strip() : "")
			.param("state", (state != null) ? state.name() : null)
			.params(Slice.byTime(after))
			.param("limit", Slice.PAGE + 1)
			.query(this::details)
			.list();
		return Slice.of(rows, Slice.PAGE, batch -> List.of(batch.createdAt(), batch.id()));
	}

	/** Those that may be issued now and have some left, for selects. */
	@Transactional(readOnly = true)
	public List<BatchDetails> open() {
		return jdbc
			.sql(BATCHES
					+ """
							and b.state = 'ACTIVE' and s.issued + s.set_aside < s.stock and (b.last_day is null or b.last_day >= :today)
							and (s.budget_minor is null
							    or s.spent_minor + s.reserved_minor + (s.set_aside + 1) * s.piece_minor <= s.budget_minor)
							order by b.created_at desc limit 200
							""")
			.param("organization", tenancy.current())
			.param("today", organizations.today())
			.query(this::details)
			.list();
	}

	/** Open ones of which at most a tenth is left, of the pieces or of the money. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<BatchDetails> nearlyOut() {
		return jdbc
			.sql(BATCHES
					+ """
							and b.state = 'ACTIVE' and ((s.stock - s.issued - s.set_aside) * 10 <= s.stock
							    or (s.budget_minor - s.spent_minor - s.reserved_minor - s.set_aside * s.piece_minor) * 10 <= s.budget_minor)
							order by b.created_at desc limit 20
							""")
			.param("organization", tenancy.current())
			.query(this::details)
			.list();
	}

	private BatchDetails moved(CouponBatch batch, BatchState before, String action) {
		batches.saveAndFlush(batch);
		stock.open(batch.getId(), batch.getState() == BatchState.ACTIVE);
		audit.record(action, "coupon-batch", batch.getId(), Map.of("state", before), Map.of("state", batch.getState()));
		return get(batch.getId());
	}

	private CouponBatch at(BatchId id, @Nullable Long version) {
		CouponBatch batch = batches.require(id);
		if (version != null && version != batch.version()) {
			throw new ObjectOptimisticLockingFailureException(CouponBatch.class, id);
		}
		return batch;
	}

	private static Map<String, ?> values(NewBatch batch) {
		CouponTerms terms = batch.terms();
		CouponValidity validity = batch.validity();
		CouponConditions conditions = batch.conditions();
		String days = (validity.days() != null) ? validity.days() + " days"
				: validity.firstDay() + " – " + validity.lastDay();
		Map<String, Object> values = new HashMap<>(Map.of("name", batch.name().strip(), "kind", terms.kind(), "atMost",
				terms.largest(), "basisPoints", terms.basisPoints(), "threshold", terms.threshold(), "validity", days,
				"stock", batch.stock(), "perMember", batch.perMember()));
		if (terms.isCashback()) {
			values.put("earnedAfterDays", terms.waitDays());
		}
		values.put("membersOnly", conditions.membersOnly());
		values.put("stackable", conditions.stackable());
		values.put("graceDays", conditions.graceDays());
		values.put("givenTo", batch.eligibility());
		values.put("products", conditions.products().stream().map(ProductId::toString).toList());
		if (batch.budget() != null) {
			values.put("budget", batch.budget());
		}
		return values;
	}

	private BatchDetails details(ResultSet row, int number) throws SQLException {
		CouponTerms terms = terms(row);
		return new BatchDetails(new BatchId(row.getObject("id", UUID.class)), row.getString("name"),
				row.getString("note"), BatchState.valueOf(row.getString("state")), terms,
				new CouponValidity(row.getObject("first_day", LocalDate.class),
						row.getObject("last_day", LocalDate.class), row.getObject("days", Integer.class)),
				row.getInt("per_member"), row.getLong("stock"), row.getLong("issued"), row.getLong("set_aside"),
				row.getLong("held"), row.getLong("used"), row.getLong("expired"), row.getLong("revoked"),
				budget(row, terms.currency()), CouponConditionsRegister.row(row, number),
				json.readValue(row.getString("eligibility"), Eligibility.class),
				row.getTimestamp("created_at").toInstant(), row.getLong("version"));
	}

	private static @Nullable BatchBudget budget(ResultSet row, String currency) throws SQLException {
		Long total = row.getObject("budget_minor", Long.class);
		return (total != null) ? BatchBudget.of(new Money(total, currency),
				new Money(row.getLong("spent_minor"), currency), new Money(row.getLong("reserved_minor"), currency))
				: null;
	}

	static CouponTerms terms(ResultSet row) throws SQLException {
		return new CouponTerms(CouponKind.valueOf(row.getString("kind")), row.getLong("largest_minor"),
				row.getInt("basis_points"), row.getLong("threshold_minor"), row.getString("currency"),
				row.getInt("wait_days"));
	}

}
