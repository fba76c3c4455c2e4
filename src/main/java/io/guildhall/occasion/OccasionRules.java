package io.guildhall.occasion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponService;
import io.guildhall.field.FieldId;
import io.guildhall.field.FieldKind;
import io.guildhall.field.FieldService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import io.guildhall.tiering.Tier;
import lombok.RequiredArgsConstructor;

/** Makes rules by which coupons are given, stops them, and shows what came of them. */
@Service
@Transactional
@RequiredArgsConstructor
public class OccasionRules {

	/** What the audit calls a rule. */
	public static final String OBJECT = "occasion-rule";

	private static final String WITHOUT_FIGURES = """
			select r.*, b.name as batch_name, coalesce(g.name, f.name, p.name) as name, %s
			from occasion_rules r
			join coupon_batch_facts b on b.organization_id = r.organization_id and b.batch_id = r.batch_id
			left join community_group_facts g on g.organization_id = r.organization_id and g.group_id = r.group_id
			left join field_facts f on f.organization_id = r.organization_id and f.field_id = r.field_id
			left join catalog_facts p on p.organization_id = r.organization_id and p.product_id = r.product_id
			where r.organization_id = :organization
			""";

	private static final String RULES = WITHOUT_FIGURES.formatted("""
			(select count(*) from occasion_givings o where o.organization_id = :organization and o.rule_id = r.id
			    and o.outcome = 'GIVEN') as given,
			(select count(*) from occasion_givings o where o.organization_id = :organization and o.rule_id = r.id
			    and o.outcome <> 'GIVEN') as refused
			""");

	private static final String GIVINGS = """
			select o.*, c.code from occasion_givings o
			left join coupon_facts c on c.organization_id = o.organization_id and c.coupon_id = o.coupon_id
			where o.organization_id = :organization
			""";

	private final CouponBatches batches;

	private final CouponService coupons;

	private final CommunityService communities;

	private final FieldService fields;

	private final CatalogService catalog;

	private final OrganizationService organizations;

	private final MemberScope scope;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Makes a rule: from now on, as long as coupons of the batch are issued.
	 * @throws OccasionRefused if there is such a rule of the batch, or its field is none
	 * of days
	 */
	@May(Permission.COUPON_EDIT)
	public OccasionRule create(NewOccasionRule wanted) {
		batches.offer(wanted.batch());
		requireSubject(wanted);
		OccasionRuleId id = OccasionRuleId.next();
		Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
		int made = jdbc
			.sql("""
					insert into occasion_rules (organization_id, id, batch_id, occasion, group_id, tier, field_id, product_id,
					    since, since_day)
					values (:organization, :id, :batch, :occasion, cast(:group as uuid), :tier, cast(:field as uuid),
					    cast(:product as uuid), :now, :today)
					on conflict do nothing
					""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("batch", wanted.batch().id())
			.param("occasion", wanted.occasion().name())
			.param("group", text(wanted.group()))
			.param("tier", (wanted.tier() != null) ? wanted.tier().name() : null)
			.param("field", text(wanted.field()))
			.param("product", text(wanted.product()))
			.param("now", Timestamp.from(now))
			.param("today", organizations.dayOf(now))
			.update();
		if (made == 0) {
			throw OccasionRefused.twice();
		}
		audit.record("occasion.rule.created", OBJECT, id,
				Map.of("batch", wanted.batch(), "occasion", wanted.occasion()));
		return get(id);
	}

	/** Stops a rule for good; what it gave stays. */
	@May(Permission.COUPON_EDIT)
	public OccasionRule stop(OccasionRuleId id) {
		OccasionRule rule = get(id);
		int stopped = jdbc.sql("""
				update occasion_rules set stopped_at = :now
				where organization_id = :organization and id = :id and stopped_at is null
				""")
			.param("now", Timestamp.from(clock.instant()))
			.param("organization", tenancy.current())
			.param("id", id.id())
			.update();
		if (stopped > 0) {
			audit.record("occasion.rule.stopped", OBJECT, id, Map.of("given", rule.given()));
		}
		return get(id);
	}

	/**
	 * Tries all anew for whom there was no coupon, with the next pass.
	 * @return how many they are
	 * @throws OccasionRefused if the rule was stopped
	 */
	@May(Permission.COUPON_EDIT)
	public int tryAgain(OccasionRuleId id) {
		if (!get(id).live()) {
			throw OccasionRefused.stopped();
		}
		int again = jdbc.sql("""
				update occasion_givings set outcome = 'AGAIN'
				where organization_id = :organization and rule_id = :id and outcome = 'REFUSED'
				""").param("organization", tenancy.current()).param("id", id.id()).update();
		audit.record("occasion.rule.again", OBJECT, id, Map.of("refused", again));
		return again;
	}

	/**
	 * A rule.
	 * @throws OccasionRefused if there is none
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public OccasionRule get(OccasionRuleId id) {
		return jdbc.sql(RULES + " and r.id = :id")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(OccasionRules::rule)
			.optional()
			.orElseThrow(OccasionRefused::unknown);
	}

	/**
	 * The rules of a batch, the latest first.
	 * @throws io.guildhall.coupon.CouponRefused if there is no such batch
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<OccasionRule> of(BatchId batch) {
		batches.offer(batch);
		return jdbc.sql(RULES + " and r.batch_id = :batch order by r.since desc, r.id desc limit 100")
			.param("organization", tenancy.current())
			.param("batch", batch.id())
			.query(OccasionRules::rule)
			.list();
	}

	/** The rules that give coupons now, without their figures. */
	@Transactional(readOnly = true)
	List<OccasionRule> live() {
		return jdbc
			.sql(WITHOUT_FIGURES.formatted("0 as given, 0 as refused")
					+ " and r.stopped_at is null order by r.since, r.id")
			.param("organization", tenancy.current())
			.query(OccasionRules::rule)
			.list();
	}

	/**
	 * What became of the occasions of a rule, the latest first, of members whom who asks
	 * may see.
	 * @param given whether there was a coupon; null for all
	 * @throws OccasionRefused if there is no such rule
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<OccasionGiving> givings(OccasionRuleId id, @Nullable Boolean given, @Nullable String after) {
		get(id);
		MemberScope.Limit limited = scope.on("o.member_id");
		Map<String, @Nullable Object> parameters = new HashMap<>(limited.parameters());
		parameters.put("organization", tenancy.current());
		parameters.put("rule", id.id());
		parameters.put("given", given);
		parameters.putAll(Slice.byTime(after));
		parameters.put("limit", Slice.PAGE + 1);
		List<OccasionGiving> rows = jdbc.sql(GIVINGS + limited.sql() + """
				and o.rule_id = :rule and (cast(:given as boolean) is null or (o.outcome = 'GIVEN') = :given)
				and (cast(:at as timestamptz) is null or (o.at, o.id) < (cast(:at as timestamptz), cast(:id as uuid)))
				order by o.at desc, o.id desc limit :limit
				""").params(parameters).query(OccasionRules::giving).list();
		return Slice.of(rows, Slice.PAGE, one -> List.of(one.at(), one.id()));
	}

	/**
	 * By which rule a coupon was given, if it was by one.
	 * @throws io.guildhall.coupon.CouponRefused if there is no such coupon for who asks
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Optional<OccasionRule> by(CouponId coupon) {
		coupons.get(coupon);
		return jdbc.sql(RULES + """
				and r.id = (select o.rule_id from occasion_givings o
				    where o.organization_id = :organization and o.coupon_id = :coupon)
				""")
			.param("organization", tenancy.current())
			.param("coupon", coupon.id())
			.query(OccasionRules::rule)
			.optional();
	}

	private void requireSubject(NewOccasionRule wanted) {
		if (wanted.group() != null) {
			communities.require(wanted.group());
		}
		if (wanted.product() != null) {
			catalog.require(wanted.product());
		}
		if (wanted.field() != null && fields.get(wanted.field()).kind() != FieldKind.DATE) {
			throw OccasionRefused.noDay();
		}
	}

	private static @Nullable String text(@Nullable Object id) {
		return (id != null) ? id.toString() : null;
	}

	private static OccasionRule rule(ResultSet row, int number) throws SQLException {
		UUID group = row.getObject("group_id", UUID.class);
		UUID field = row.getObject("field_id", UUID.class);
		UUID product = row.getObject("product_id", UUID.class);
		String tier = row.getString("tier");
		return new OccasionRule(new OccasionRuleId(row.getObject("id", UUID.class)),
				new BatchId(row.getObject("batch_id", UUID.class)), row.getString("batch_name"),
				Occasion.valueOf(row.getString("occasion")), (group != null) ? new GroupId(group) : null,
				(tier != null) ? Tier.valueOf(tier) : null, (field != null) ? new FieldId(field) : null,
				(product != null) ? new ProductId(product) : null, row.getString("name"),
				row.getTimestamp("since").toInstant(), Rows.instant(row, "stopped_at"), row.getLong("given"),
				row.getLong("refused"));
	}

	private static OccasionGiving giving(ResultSet row, int number) throws SQLException {
		UUID coupon = row.getObject("coupon_id", UUID.class);
		return new OccasionGiving(row.getObject("id", UUID.class),
				new OccasionRuleId(row.getObject("rule_id", UUID.class)),
				new MemberId(row.getObject("member_id", UUID.class)), row.getString("occasion"),
				row.getObject("order_id", UUID.class), OccasionGiving.Outcome.valueOf(row.getString("outcome")),
				(coupon != null) ? new CouponId(coupon) : null, row.getString("code"), row.getString("refusal"),
				row.getTimestamp("at").toInstant());
	}

}
