package io.guildhall.claim;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.BatchOffer;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.onboarding.PublicCodes;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The links by which members take coupons of a batch, for the staff. */
@Service
@Transactional
@RequiredArgsConstructor
public class ClaimLinks {

	/** What the audit calls a link. */
	public static final String OBJECT = "claim-link";

	/** In the table of public codes. */
	static final String KIND = "claim";

	private static final int LONGEST = 100;

	private static final String LINKS = """
			select l.*, b.name as batch_name, g.name as group_name,
			    (select count(*) from coupon_facts c where c.organization_id = :organization and c.link_id = l.id) as claims
			from claim_links l
			join coupon_batch_facts b on b.organization_id = l.organization_id and b.batch_id = l.batch_id
			left join community_group_facts g on g.organization_id = l.organization_id and g.group_id = l.group_id
			where l.organization_id = :organization
			""";

	private final CouponBatches batches;

	private final CouponService coupons;

	private final CommunityService communities;

	private final MemberService members;

	private final PublicCodes codes;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Makes a link; it opens as soon as coupons of the batch are issued.
	 * @throws ClaimRefused if the title is too long, or the group does not fit the kind
	 */
	@May(Permission.COUPON_ISSUE)
	public ClaimLink create(NewClaimLink wanted) {
		BatchOffer batch = batches.offer(wanted.batch());
		String title = (wanted.title() != null && !wanted.title().isBlank()) ? wanted.title().strip() : batch.name();
		if (title.length() > LONGEST) {
			throw ClaimRefused.title(LONGEST);
		}
		GroupId group = wanted.group();
		if ((group != null) != (wanted.kind() == ClaimLinkKind.GROUP)) {
			throw ClaimRefused.group();
		}
		if (group != null) {
			communities.require(group);
		}
		ClaimLinkId id = ClaimLinkId.next();
		jdbc.sql(
				"""
						insert into claim_links (organization_id, id, batch_id, kind, group_id, title, code, secret, created_at, refused)
						values (:organization, :id, :batch, :kind, cast(:group as uuid), :title, :code, :secret, :now, 0)
						""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("batch", wanted.batch().id())
			.param("kind", wanted.kind().name())
			.param("group", (group != null) ? group.toString() : null)
			.param("title", title)
			.param("code", codes.take(KIND, id.id()))
			.param("secret", codes.secret())
			.param("now", Timestamp.from(clock.instant()))
			.update();
		audit.record("claim.link.created", OBJECT, id, Map.of("batch", wanted.batch(), "kind", wanted.kind()));
		return get(id);
	}

	/** Closes a link for good: it opens nothing from the next look on. */
	@May(Permission.COUPON_ISSUE)
	public ClaimLink close(ClaimLinkId id) {
		ClaimLink link = get(id);
		int closed = jdbc.sql("""
				update claim_links set closed_at = :now
				where organization_id = :organization and id = :id and closed_at is null
				""")
			.param("now", Timestamp.from(clock.instant()))
			.param("organization", tenancy.current())
			.param("id", id.id())
			.update();
		if (closed > 0) {
			audit.record("claim.link.closed", OBJECT, id, Map.of("claims", link.claims()));
		}
		return get(id);
	}

	/**
	 * A link.
	 * @throws ClaimRefused if there is none
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public ClaimLink get(ClaimLinkId id) {
		return jdbc.sql(LINKS + " and l.id = :id")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(ClaimLinks::link)
			.optional()
			.orElseThrow(ClaimRefused::unknown);
	}

	/**
	 * The links of a batch, the latest first.
	 * @throws io.guildhall.coupon.CouponRefused if there is no such batch
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<ClaimLink> of(BatchId batch) {
		batches.offer(batch);
		return jdbc.sql(LINKS + " and l.batch_id = :batch order by l.created_at desc, l.id desc limit 100")
			.param("organization", tenancy.current())
			.param("batch", batch.id())
			.query(ClaimLinks::link)
			.list();
	}

	/**
	 * What stands in the link of a member.
	 * @throws ClaimRefused if the link is not a personal one
	 * @throws io.guildhall.member.MemberRefused if there is no such member, for who acts
	 */
	@May(Permission.COUPON_ISSUE)
	@Transactional(readOnly = true)
	public String token(ClaimLinkId id, MemberId member) {
		ClaimLink link = get(id);
		if (link.kind() != ClaimLinkKind.PERSONAL) {
			throw ClaimRefused.notPersonal();
		}
		members.require(member);
		byte[] secret = jdbc.sql("select secret from claim_links where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(byte[].class)
			.single();
		return ClaimToken.sign(link.code(), secret, id.id(), member.id());
	}

	/**
	 * What stands in the link of a group.
	 * @throws ClaimRefused if it is a personal one, of which each member has another
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public String code(ClaimLinkId id) {
		ClaimLink link = get(id);
		if (link.kind() != ClaimLinkKind.GROUP) {
			throw ClaimRefused.notOfGroup();
		}
		return link.code();
	}

	/** The coupons that were taken by a link, the latest first. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<CouponSummary> claims(ClaimLinkId id, @Nullable String after) {
		get(id);
		return coupons.byLink(id.id(), after);
	}

	private static ClaimLink link(ResultSet row, int number) throws SQLException {
		UUID group = row.getObject("group_id", UUID.class);
		Timestamp closed = row.getTimestamp("closed_at");
		return new ClaimLink(new ClaimLinkId(row.getObject("id", UUID.class)),
				new BatchId(row.getObject("batch_id", UUID.class)), row.getString("batch_name"),
				ClaimLinkKind.valueOf(row.getString("kind")), row.getString("title"),
				(group != null) ? new GroupId(group) : null, row.getString("group_name"), row.getString("code"),
				row.getTimestamp("created_at").toInstant(), (closed != null) ? closed.toInstant() : null,
				row.getLong("claims"), row.getLong("refused"));
	}

}
