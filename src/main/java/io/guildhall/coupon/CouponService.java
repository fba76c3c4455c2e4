package io.guildhall.coupon;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.member.MemberService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Shows coupons and their life: those of members whom who acts may see. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class CouponService {

	/** The state as of now: the night only writes down what has come to pass. */
	private static final String STATE = "case when c.state = 'ISSUED' and c.expires_at <= :now then 'EXPIRED' else c.state end";

	private static final int EXPORTED_AT_ONCE = 1000;

	private static final String COUPONS = """
			select c.*, b.name as batch_name, %s as state_now
			from coupons c join coupon_batches b on b.organization_id = c.organization_id and b.id = c.batch_id
			where c.organization_id = :organization
			""".formatted(STATE);

	private final JdbcClient jdbc;

	private final CouponBatchRepository batches;

	private final MemberService members;

	private final MemberScope scope;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * A coupon.
	 * @throws CouponRefused if there is none
	 */
	public CouponSummary get(CouponId id) {
		return select(" and c.id = :id").param("id", id.id())
			.query(CouponService::summary)
			.optional()
			.orElseThrow(() -> CouponRefused.unknown(id));
	}

	/** The coupon with the code, as somebody typed it. */
	public Optional<CouponSummary> byCode(String typed) {
		return select(" and c.code = :code").param("code", CouponCodes.normalize(typed))
			.query(CouponService::summary)
			.optional();
	}

	/**
	 * The coupon with the code, as somebody typed it.
	 * @throws CouponRefused if there is none
	 */
	public CouponSummary requireByCode(String typed) {
		return byCode(typed).orElseThrow(() -> CouponRefused.unknown(typed));
	}

	/** What a member could use now or later, that which ends first coming first. */
	public List<CouponSummary> held(MemberId member) {
		return select("""
				and c.member_id = :member and c.state in ('ISSUED', 'RESERVED') and c.expires_at > :now
				order by c.expires_at, c.id limit 100
				""").param("member", member.id()).query(CouponService::summary).list();
	}

	/**
	 * All that a member ever had, latest first.
	 * @throws io.guildhall.member.MemberRefused if there is no such member
	 */
	@May(Permission.SALES_READ)
	public List<CouponSummary> of(MemberId member) {
		members.require(member);
		return select(" and c.member_id = :member order by c.issued_at desc, c.id desc limit 50")
			.param("member", member.id())
			.query(CouponService::summary)
			.list();
	}

	/**
	 * The coupons of a batch, latest first.
	 * @param state null for all
	 * @throws CouponRefused if there is no such batch
	 */
	@May(Permission.SALES_READ)
	public Slice<CouponSummary> list(BatchId batch, @Nullable CouponState state, @Nullable String after) {
		batches.require(batch);
		return ofBatch(batch, state, after, Slice.PAGE);
	}

	private Slice<CouponSummary> ofBatch(BatchId batch, @Nullable CouponState state, @Nullable String after, int size) {
		Map<String, Object> parameters = new HashMap<>(Map.of("batch", batch.id()));
		if (state != null) {
			parameters.put("state", state.name());
		}
		return slice(" and c.batch_id = :batch" + ((state != null) ? " and " + STATE + " = :state" : ""), parameters,
				after, size);
	}

	/**
	 * All coupons of a batch, latest first, some at a time.
	 * @param state null for all
	 * @param reader is given each of them once
	 * @throws CouponRefused if there is no such batch
	 */
	@May(Permission.EXPORT)
	public void export(BatchId batch, @Nullable CouponState state, Consumer<List<CouponSummary>> reader) {
		batches.require(batch);
		String after = null;
		do {
			Slice<CouponSummary> some = ofBatch(batch, state, after, EXPORTED_AT_ONCE);
			reader.accept(some.items());
			after = some.next();
		}
		while (after != null);
	}

	/** What a member took of a batch, revoked ones left out, the latest first. */
	public List<CouponSummary> taken(BatchId batch, MemberId member) {
		return select("""
				and c.batch_id = :batch and c.member_id = :member and c.slot is not null
				order by c.issued_at desc, c.id desc limit 100
				""").param("batch", batch.id()).param("member", member.id()).query(CouponService::summary).list();
	}

	/** The coupons that were taken by a link, latest first. */
	@May(Permission.SALES_READ)
	public Slice<CouponSummary> byLink(UUID link, @Nullable String after) {
		return slice(" and c.link_id = :link", Map.of("link", link), after, Slice.PAGE);
	}

	/** Coupons that members hold and that end until then, the first to end first. */
	@May(Permission.SALES_READ)
	public List<CouponSummary> endingBefore(Instant until, int limit) {
		return select("""
				and c.state = 'ISSUED' and c.expires_at > :now and c.expires_at <= :until
				order by c.expires_at, c.id limit :limit
				""").param("until", Timestamp.from(until)).param("limit", limit).query(CouponService::summary).list();
	}

	/**
	 * The life of a coupon, from its issue on.
	 * @throws CouponRefused if there is none
	 */
	@May(Permission.SALES_READ)
	public List<CouponMove> moves(CouponId id) {
		get(id);
		return jdbc.sql("""
				select at, from_state, to_state, reason, note, order_id, actor_name from coupon_moves
				where organization_id = :organization and coupon_id = :id order by number
				""").param("organization", tenancy.current()).param("id", id.id()).query((row, number) -> {
			String from = row.getString("from_state");
			return new CouponMove(row.getTimestamp("at").toInstant(), (from != null) ? CouponState.valueOf(from) : null,
					CouponState.valueOf(row.getString("to_state")), row.getString("reason"), row.getString("note"),
					row.getObject("order_id", UUID.class), row.getString("actor_name"));
		}).list();
	}

	/**
	 * For what and for whom a coupon counts.
	 * @throws CouponRefused if there is none
	 */
	public CouponConditions conditions(CouponId id) {
		get(id);
		return jdbc.sql("""
				select k.products, k.members_only, k.stackable, k.grace_days from coupons c
				left join coupon_conditions k on k.organization_id = c.organization_id and k.id = c.conditions_id
				where c.organization_id = :organization and c.id = :id
				""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(CouponConditionsRegister::row)
			.single();
	}

	/** What the coupons promise back, or promised, that an order holds or has used. */
	public Optional<Money> promisedBack(UUID order) {
		return jdbc.sql("""
				select cast(sum(discount_minor) as bigint) as minor, currency from coupons
				where organization_id = :organization and order_id = :order and kind = 'CASHBACK'
				and discount_minor is not null group by currency
				""").param("organization", tenancy.current()).param("order", order).query(Money.class).optional();
	}

	private Slice<CouponSummary> slice(String condition, Map<String, Object> parameters, @Nullable String after,
			int size) {
		List<CouponSummary> rows = select(condition
				+ """

						and (cast(:at as timestamptz) is null or (c.issued_at, c.id) < (cast(:at as timestamptz), cast(:id as uuid)))
						order by c.issued_at desc, c.id desc limit :limit
						""")
			.params(parameters)
			.params(Slice.byTime(after))
			.param("limit", size + 1)
			.query(CouponService::summary)
			.list();
		return Slice.of(rows, size, coupon -> List.of(coupon.issuedAt(), coupon.id()));
	}

	private JdbcClient.StatementSpec select(String condition) {
		MemberScope.Limit limited = scope.on("c.member_id");
		return jdbc.sql(COUPONS + limited.sql() + condition)
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("now", Timestamp.from(clock.instant()));
	}

	private static CouponSummary summary(ResultSet row, int number) throws SQLException {
		CouponTerms terms = CouponBatches.terms(row);
		Long discount = row.getObject("discount_minor", Long.class);
		return new CouponSummary(new CouponId(row.getObject("id", UUID.class)), row.getString("code"),
				new BatchId(row.getObject("batch_id", UUID.class)), row.getString("batch_name"),
				new MemberId(row.getObject("member_id", UUID.class)), CouponState.valueOf(row.getString("state_now")),
				terms, row.getTimestamp("valid_from").toInstant(), row.getTimestamp("expires_at").toInstant(),
				row.getTimestamp("issued_at").toInstant(), Rows.instant(row, "reserved_until"),
				row.getObject("order_id", UUID.class),
				(discount != null) ? new Money(discount, terms.currency()) : null, Rows.instant(row, "used_at"),
				row.getObject("issue_id", UUID.class), row.getObject("campaign_id", UUID.class),
				row.getObject("link_id", UUID.class));
	}

}
