package io.guildhall.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.GroupScope;
import io.guildhall.community.CommunityService;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import io.guildhall.touch.TouchId;
import lombok.RequiredArgsConstructor;

/** Reads campaigns: lists, tasks with their texts, and what came of it. */
@Service
@Transactional(readOnly = true)
@May(Permission.CAMPAIGN_EDIT)
@RequiredArgsConstructor
public class CampaignBoard {

	private final JdbcClient jdbc;

	private final CampaignService campaigns;

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final Tenancy tenancy;

	/** All campaigns, latest first. */
	public Slice<CampaignSummary> list(@Nullable CampaignState state, @Nullable String after) {
		List<String> cursor = Slice.decode(after, 2);
		List<CampaignSummary> rows = jdbc
			.sql("""
					select c.id, c.name, c.goal, c.state, c.created_at, c.launched_at,
						(select count(*) from touch_facts t where t.organization_id = :organization and t.campaign_id = c.id)
							as planned,
						(select count(*) from touch_facts t where t.organization_id = :organization and t.campaign_id = c.id
							and t.state = 'SENT') as sent
					from campaigns c where c.organization_id = :organization
					and (cast(:state as text) is null or c.state = :state)
					and (cast(:at as timestamptz) is null or (c.created_at, c.id) < (cast(:at as timestamptz), cast(:id as uuid)))
					order by c.created_at desc, c.id desc limit :limit
					""")
			.param("organization", tenancy.current())
			.param("state", (state != null) ? state.name() : null)
			.param("at", cursor.isEmpty() ? null : Slice.instant(cursor, 0).toString())
			.param("id", Slice.id(cursor, 1).toString())
			.param("limit", Slice.PAGE + 1)
			.query(CampaignBoard::summary)
			.list();
		return Slice.of(rows, Slice.PAGE, row -> List.of(row.createdAt(), row.id()));
	}

	/**
	 * Whom to write to, with the text for each.
	 * @param state PLANNED, SENT or SUPPRESSED; null for all
	 * @throws CampaignRefused if the campaign is unknown
	 */
	public Slice<CampaignTask> tasks(CampaignId id, @Nullable String state, @Nullable String after) {
		CampaignDetails campaign = campaigns.get(id);
		GroupScope scope = communities.scope();
		ZoneId zone = organizations.current().zone();
		List<String> cursor = Slice.decode(after, 1);
		List<CampaignTask> rows = jdbc.sql("""
				select t.touch_id, t.member_id, f.display_name, t.state, t.blocked_by, t.sent_at, t.actor_name,
					k.code, k.expires_at
				from touch_facts t
				join member_facts f on f.organization_id = :organization and f.member_id = t.member_id
				left join lateral (select code, expires_at from coupon_facts k where k.organization_id = :organization
					and k.campaign_id = :campaign and k.member_id = t.member_id and k.state <> 'REVOKED'
					order by k.issued_at desc limit 1) k on true
				where t.organization_id = :organization and t.campaign_id = :campaign
				and (cast(:state as text) is null or t.state = :state)
				and (:all or exists (select from member_group_facts g where g.organization_id = :organization
					and g.member_id = t.member_id and g.left_at is null and g.group_id = any(:groups)))
				and (cast(:after as uuid) is null or t.touch_id > cast(:after as uuid))
				order by t.touch_id limit :limit
				""")
			.param("organization", tenancy.current())
			.param("campaign", id.id())
			.param("state", state)
			.param("all", scope.all())
			.param("groups", scope.groups().toArray(UUID[]::new))
			.param("after", cursor.isEmpty() ? null : Slice.id(cursor, 0).toString())
			.param("limit", Slice.PAGE + 1)
			.query((row, number) -> task(row, campaign.text(), zone))
			.list();
		return Slice.of(rows, Slice.PAGE, task -> List.of(task.id()));
	}

	/**
	 * What came of a campaign.
	 * @throws CampaignRefused if it is unknown
	 */
	public CampaignResult result(CampaignId id) {
		CampaignDetails campaign = campaigns.get(id);
		OrganizationDetails organization = organizations.current();
		return jdbc.sql("""
				with touched as (select member_id, state, sent_at from touch_facts
						where organization_id = :organization and campaign_id = :campaign),
					bought as (select o.member_id, sum(o.total_minor - o.refunded_minor) as net from touched t
						join order_facts o on o.organization_id = :organization and o.member_id = t.member_id
						and o.paid_at >= t.sent_at and o.paid_at < t.sent_at + make_interval(days => :days)
						where t.state = 'SENT' group by o.member_id)
				select (select count(*) from touched) as audience,
					(select count(*) from touched where state = 'SENT') as contacted,
					(select count(*) from coupon_facts where organization_id = :organization and campaign_id = :campaign
						and state <> 'REVOKED') as coupons,
					(select count(*) from coupon_facts where organization_id = :organization and campaign_id = :campaign
						and state = 'USED') as redeemed,
					(select count(*) from bought) as bought, (select coalesce(sum(net), 0) from bought) as revenue
				""")
			.param("organization", tenancy.current())
			.param("campaign", id.id())
			.param("days", campaign.windowDays())
			.query((row, number) -> new CampaignResult(row.getLong("audience"), row.getLong("contacted"),
					row.getLong("coupons"), row.getLong("redeemed"), row.getLong("bought"),
					new Money(row.getLong("revenue"), organization.currency())))
			.single();
	}

	private static CampaignSummary summary(ResultSet row, int number) throws SQLException {
		return new CampaignSummary(new CampaignId(row.getObject("id", UUID.class)), row.getString("name"),
				CampaignGoal.valueOf(row.getString("goal")), CampaignState.valueOf(row.getString("state")),
				row.getTimestamp("created_at").toInstant(), Rows.instant(row, "launched_at"), row.getLong("planned"),
				row.getLong("sent"));
	}

	private static CampaignTask task(ResultSet row, String text, ZoneId zone) throws SQLException {
		String name = row.getString("display_name");
		String code = row.getString("code");
		Instant expires = Rows.instant(row, "expires_at");
		String until = (expires != null) ? expires.minusSeconds(1).atZone(zone).toLocalDate().toString() : null;
		return new CampaignTask(new TouchId(row.getObject("touch_id", UUID.class)),
				new MemberId(row.getObject("member_id", UUID.class)), name, row.getString("state"),
				row.getString("blocked_by"), CampaignText.of(text, name, code, until), code,
				Rows.instant(row, "sent_at"), row.getString("actor_name"));
	}

}
