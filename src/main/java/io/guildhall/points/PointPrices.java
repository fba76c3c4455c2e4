package io.guildhall.points;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.coupon.BatchDetails;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.BatchState;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponState;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What points buy: coupons of batches, at a price that the organization sets. */
@Service
@Transactional
@RequiredArgsConstructor
public class PointPrices {

	private static final long MOST = 100_000_000;

	private static final String COUPON = "COUPON";

	private static final String BOUGHT = "BOUGHT";

	private final PointsService points;

	private final PointLedger ledger;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final CouponService coupons;

	private final MemberService members;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** What is to be had, the cheapest first. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<PointPrice> list() {
		return jdbc.sql("""
				select batch_id, points from point_prices where organization_id = :organization
				order by points, batch_id limit 100
				""").param("organization", tenancy.current()).query((row, number) -> {
			BatchDetails batch = batches.get(new BatchId(row.getObject(1, UUID.class)));
			return new PointPrice(batch, row.getLong(2), batch.state() == BatchState.ACTIVE && batch.left() > 0);
		}).list();
	}

	/**
	 * So many points buy a coupon of the batch from now on.
	 * @param price 1 to 100,000,000
	 * @throws PointsRefused if the price is none
	 * @throws io.guildhall.coupon.CouponRefused if there is no such batch
	 */
	@May(Permission.POLICY_EDIT)
	public void set(BatchId batch, long price) {
		if (price < 1 || price > MOST) {
			throw PointsRefused.amount(MOST);
		}
		batches.get(batch);
		long before = price(batch).orElse(0L);
		jdbc.sql("""
				insert into point_prices (organization_id, batch_id, points) values (:organization, :batch, :points)
				on conflict (organization_id, batch_id) do update set points = excluded.points
				""")
			.param("organization", tenancy.current())
			.param("batch", batch.id())
			.param("points", price)
			.update();
		audit.record("points.price.set", "coupon-batch", batch, Map.of("points", before), Map.of("points", price));
	}

	/**
	 * A coupon of the batch is not to be had for points any more.
	 * @throws PointsRefused if it was not
	 */
	@May(Permission.POLICY_EDIT)
	public void remove(BatchId batch) {
		long before = price(batch).orElseThrow(PointsRefused::noPrice);
		jdbc.sql("delete from point_prices where organization_id = :organization and batch_id = :batch")
			.param("organization", tenancy.current())
			.param("batch", batch.id())
			.update();
		audit.record("points.price.removed", "coupon-batch", batch, Map.of("points", before), Map.of("points", 0));
	}

	/**
	 * A member spends points on a coupon: both happen, or neither.
	 * @throws PointsRefused if the batch is not to be had, or there are too few points
	 * @throws io.guildhall.coupon.CouponRefused if the batch is not open or sold out, or
	 * the member has as many as one may have
	 */
	@May(Permission.COUPON_ISSUE)
	public CouponSummary buy(MemberId member, BatchId batch) {
		members.require(member);
		long price = price(batch).orElseThrow(PointsRefused::noPrice);
		// The stock of a batch is what all wait for: it is taken last, the account
		// before.
		ledger.lock(member);
		CouponSummary coupon = issue(member, batch, price);
		points.spend(PointLedger.Line.of(member, -price, PointAccount.SPENT, COUPON, coupon.id().id(), BOUGHT,
				organizations.today(), null, null));
		audit.record("points.spent", "member", member, Map.of("points", price, "batch", batch));
		return coupon;
	}

	/**
	 * Gives the points back that bought a coupon, to the lots from which they were, and
	 * takes the coupon. One that was revoked before is taken already.
	 * @param entry by which they were spent
	 * @param reason that the member could be told
	 * @throws PointsRefused if there is no such entry, or it was given back
	 * @throws io.guildhall.coupon.CouponRefused if the coupon is used, held by an order
	 * or has ended
	 */
	@May(Permission.COUPON_ISSUE)
	public void giveBack(UUID entry, String reason) {
		Spent spent = jdbc.sql("""
				select source_id, points from point_entries where organization_id = :organization and id = :id
				and account = 'SPENT' and source_type = 'COUPON' and points < 0
				""")
			.param("organization", tenancy.current())
			.param("id", entry)
			.query(Spent.class)
			.optional()
			.orElseThrow(() -> PointsRefused.unknownEntry(entry));
		String why = PointsService.requireNote(reason);
		CouponId coupon = CouponId.of(spent.sourceId().toString());
		MemberId member = coupons.get(coupon).member();
		ledger.lock(member);
		if (coupons.get(coupon).state() != CouponState.REVOKED) {
			issuing.revoke(coupon, why);
		}
		long given = ledger
			.post(PointLedger.Line.of(member, -spent.points(), PointAccount.SPENT, COUPON, spent.sourceId(),
					"GIVEN_BACK", organizations.today(), entry, why), organizations.today())
			.entries();
		if (given == 0) {
			throw PointsRefused.notReturnable();
		}
		audit.record("points.given-back", "member", member, Map.of("points", -spent.points()));
	}

	/** Refuses who has too few before anything of the stock is touched. */
	private CouponSummary issue(MemberId member, BatchId batch, long price) {
		long available = ledger.available(member, organizations.today());
		if (available < price) {
			throw PointsRefused.tooFew(available, price);
		}
		return issuing.issue(batch, member, null);
	}

	private Optional<Long> price(BatchId batch) {
		return jdbc.sql("select points from point_prices where organization_id = :organization and batch_id = :batch")
			.param("organization", tenancy.current())
			.param("batch", batch.id())
			.query(Long.class)
			.optional();
	}

	private record Spent(UUID sourceId, long points) {
	}

}
