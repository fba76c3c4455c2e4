package io.guildhall.claim;

import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.GroupId;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.link.LinkKind;
import io.guildhall.link.LinkPurpose;
import io.guildhall.link.LinkRefused;
import io.guildhall.link.LinkTable;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberLinks;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import lombok.RequiredArgsConstructor;

/** The links by which members take coupons of a batch, for the staff. */
@Service
@Transactional
@RequiredArgsConstructor
public class ClaimLinks {

	/** What the audit calls a link. */
	public static final String OBJECT = "claim-link";

	static final LinkTable TABLE = new LinkTable("claim_links", "claim");

	/** What a personal link is signed for. */
	static final LinkPurpose MEMBER = new LinkPurpose("claim/", true);

	private static final String LINKS = """
			select l.*, b.name as batch_name, g.name as group_name, <mine> as mine,
			    (select count(*) from coupon_facts c where c.organization_id = :organization and c.link_id = l.id
			        <members>) as claims
			from claim_links l
			join coupon_batch_facts b on b.organization_id = l.organization_id and b.batch_id = l.batch_id
			left join community_group_facts g on g.organization_id = l.organization_id and g.group_id = l.group_id
			where l.organization_id = :organization
			""";

	private final CouponBatches batches;

	private final CouponService coupons;

	private final MemberLinks links;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	/**
	 * Makes a link; it opens as soon as coupons of the batch are issued.
	 * @throws LinkRefused if the title is too long, or the group does not fit the kind
	 * @throws io.guildhall.community.CommunityRefused if there is no such group, for who
	 * acts
	 */
	@May(Permission.COUPON_ISSUE)
	public ClaimLink create(NewClaimLink wanted) {
		ClaimLinkId id = ClaimLinkId.next();
		jdbc.sql("""
				insert into claim_links (organization_id, id, batch_id, kind, group_id, title, code, secret, created_at,
				    refused, made_by)
				values (:organization, :id, :batch, :kind, :group, :title, :code, :secret, :now, 0, :host)
				""")
			.params(links.row(TABLE, id.id(), wanted.kind(), wanted.group(), wanted.title(),
					batches.offer(wanted.batch()).name()))
			.param("batch", wanted.batch().id())
			.update();
		audit.record("claim.link.created", OBJECT, id, Map.of("batch", wanted.batch(), "kind", wanted.kind()));
		return get(id);
	}

	/**
	 * Closes a link for good: it opens nothing from the next look on.
	 * @throws LinkRefused if there is none for who acts, or it is not theirs to close
	 */
	@May(Permission.COUPON_ISSUE)
	public ClaimLink close(ClaimLinkId id) {
		ClaimLink link = get(id);
		if (links.close(TABLE, id.id(), link.mine())) {
			audit.record("claim.link.closed", OBJECT, id, Map.of("claims", link.claims()));
		}
		return get(id);
	}

	/**
	 * A link.
	 * @throws LinkRefused if there is none for who acts
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public ClaimLink get(ClaimLinkId id) {
		return read("and l.id = :id").param("id", id.id())
			.query(ClaimLinks::link)
			.optional()
			.orElseThrow(LinkRefused::unknown);
	}

	/**
	 * The links of a batch that who acts may see, the latest first.
	 * @throws io.guildhall.coupon.CouponRefused if there is no such batch
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<ClaimLink> of(BatchId batch) {
		batches.offer(batch);
		return read("and l.batch_id = :batch order by l.created_at desc, l.id desc limit 100")
			.param("batch", batch.id())
			.query(ClaimLinks::link)
			.list();
	}

	private JdbcClient.StatementSpec read(String which) {
		MemberLinks.Seen seen = links.seen("l", "c.member_id");
		return jdbc
			.sql(LINKS.replace("<mine>", seen.mine()).replace("<members>", seen.ofMembers()) + seen.condition() + which)
			.params(seen.parameters());
	}

	/**
	 * What stands in the link of a member.
	 * @throws LinkRefused if the link is not a personal one
	 * @throws io.guildhall.member.MemberRefused if there is no such member, for who acts
	 */
	@May(Permission.COUPON_ISSUE)
	@Transactional(readOnly = true)
	public String token(ClaimLinkId id, MemberId member) {
		get(id);
		return links.token(TABLE, MEMBER, id.id(), member);
	}

	/**
	 * Writes the links of many members as CSV, as {@link MemberLinks#sheet} does it; that
	 * they were taken out is written down.
	 * @throws LinkRefused if there is no such link for who acts, it is that of a group,
	 * or closed
	 * @throws io.guildhall.member.MemberRefused if a field or a value of the filter is
	 * unknown
	 */
	@May(Permission.COUPON_ISSUE)
	public void sheet(ClaimLinkId id, MemberFilter filter, UnaryOperator<String> address, OutputStream out) {
		get(id);
		long written = links.sheet(TABLE, MEMBER, id.id(), filter, address, out);
		audit.record("claim.links.exported", OBJECT, id, Map.of("members", written));
	}

	/**
	 * What stands in the link of a group.
	 * @throws LinkRefused if it is a personal one, of which each member has another
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public String code(ClaimLinkId id) {
		get(id);
		return links.code(TABLE, id.id());
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
		return new ClaimLink(new ClaimLinkId(row.getObject("id", UUID.class)),
				new BatchId(row.getObject("batch_id", UUID.class)), row.getString("batch_name"),
				LinkKind.valueOf(row.getString("kind")), row.getString("title"),
				(group != null) ? new GroupId(group) : null, row.getString("group_name"), row.getString("code"),
				row.getTimestamp("created_at").toInstant(), Rows.instant(row, "closed_at"), row.getLong("claims"),
				row.getLong("refused"), row.getBoolean("mine"));
	}

}
