package io.guildhall.campaign;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.coupon.BatchDetails;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponIssues;
import io.guildhall.coupon.IssueReach;
import io.guildhall.coupon.IssueReading;
import io.guildhall.member.Audience;
import io.guildhall.member.AudienceQuery;
import io.guildhall.member.Audiences;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.touch.TouchChannel;
import io.guildhall.touch.TouchId;
import io.guildhall.touch.TouchService;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** Makes campaigns, launches them, and keeps their tasks. */
@Service
@Transactional
@May(Permission.CAMPAIGN_EDIT)
@RequiredArgsConstructor
public class CampaignService {

	private static final int FIRST_STEP = 1;

	private final CampaignRepository campaigns;

	private final Audiences audiences;

	private final TouchService touches;

	private final CouponBatches batches;

	private final CouponIssues issues;

	private final IssueReading issueReading;

	private final IssueReach reach;

	private final AuditTrail audit;

	private final Clock clock;

	private final JsonMapper json;

	/**
	 * A campaign as a draft.
	 * @throws CampaignRefused if name, text or window do not fit
	 */
	public CampaignId create(NewCampaign wanted) {
		check(wanted);
		Campaign campaign = campaigns
			.save(new Campaign(wanted, json.writeValueAsString(wanted.audience()), clock.instant()));
		audit.record("campaign.created", "campaign", campaign.getId(), fields(campaign));
		return campaign.getId();
	}

	/**
	 * Changes a draft.
	 * @param version that was read; null to write over whatever is there
	 * @throws CampaignRefused if it has been launched, or changed in the meantime
	 */
	public CampaignDetails change(CampaignId id, NewCampaign wanted, @Nullable Long version) {
		check(wanted);
		Campaign campaign = find(id);
		if (version != null && campaign.version() != version) {
			throw CampaignRefused.changedMeanwhile();
		}
		Map<String, Object> before = fields(campaign);
		campaign.change(wanted, json.writeValueAsString(wanted.audience()));
		audit.record("campaign.changed", "campaign", id, before, fields(campaign));
		return details(campaign);
	}

	/**
	 * What one that is there would do if it were launched now.
	 * @throws CampaignRefused if it is unknown
	 */
	@Transactional(readOnly = true)
	public CampaignEffect foresee(CampaignId id) {
		Campaign campaign = find(id);
		UUID batch = campaign.getBatchId();
		return foresee(campaign.getGoal(), audience(campaign), (batch != null) ? new BatchId(batch) : null);
	}

	/**
	 * What it would do if it were launched now: a coupon goes to those who can be written
	 * to, as far as the batch is for them and has one.
	 */
	@Transactional(readOnly = true)
	public CampaignEffect foresee(CampaignGoal goal, Audience audience, @Nullable BatchId batch) {
		AudienceQuery wanted = audiences.query(audience);
		if (batch == null) {
			return new CampaignEffect(touches.foresee(TouchChannel.HUMAN, goal.touch(), wanted), null, null, null);
		}
		BatchDetails terms = batches.get(batch);
		TouchService.Foreseen foreseen = touches.foresee(TouchChannel.HUMAN, goal.touch(), wanted,
				ready -> reach.givable(batch, ready));
		long givable = foreseen.some();
		return new CampaignEffect(foreseen.counts(), givable, terms.left(),
				terms.terms().largest().times(Math.min(givable, terms.left())));
	}

	/**
	 * Launches it: the audience is frozen, a contact is planned with each of its members,
	 * and whoever may be contacted gets a coupon.
	 * @throws CampaignRefused if it is launched already, names a code without a coupon,
	 * or reaches nobody
	 */
	public CampaignDetails launch(CampaignId id) {
		Campaign campaign = find(id);
		campaign.launch(clock.instant());
		int planned = touches.plan(id.id(), FIRST_STEP, TouchChannel.HUMAN, campaign.getGoal().touch(),
				audiences.query(audience(campaign)));
		if (planned == 0) {
			throw CampaignRefused.nobody();
		}
		campaigns.save(campaign);
		UUID batch = campaign.getBatchId();
		if (batch != null) {
			Audience ready = new Audience(Map.of(CampaignField.KEY, CampaignField.ready(id)), java.util.List.of());
			campaign.issues(issues.issueTo(new BatchId(batch), ready, id.id()).issue());
		}
		audit.record("campaign.launched", "campaign", id, Map.of("planned", planned));
		return details(campaign);
	}

	/**
	 * Confirms that somebody was written to.
	 * @throws CampaignRefused if it is not running, or its coupons are still being issued
	 * @throws io.guildhall.touch.TouchRefused if that may not be now, or was done
	 */
	public void contacted(CampaignId id, TouchId touch) {
		Campaign campaign = find(id);
		requireReady(campaign);
		touches.confirm(id.id(), touch, campaign.getGoal().touch());
	}

	/**
	 * Confirms that everybody who may be was written to.
	 * @return how many that are
	 * @throws CampaignRefused if it is not running, or its coupons are still being issued
	 */
	public int contactedAll(CampaignId id) {
		Campaign campaign = find(id);
		requireReady(campaign);
		touches.decide(id.id(), campaign.getGoal().touch());
		int confirmed = touches.confirmAll(id.id(), campaign.getGoal().touch());
		audit.record("campaign.contacted", "campaign", id, Map.of("contacted", confirmed));
		return confirmed;
	}

	/**
	 * Ends it: nobody more is written to. Purchases within the window count on.
	 * @throws CampaignRefused if it is not running
	 */
	public CampaignDetails end(CampaignId id) {
		Campaign campaign = find(id);
		campaign.end(clock.instant());
		int left = touches.suppressRest(id.id());
		audit.record("campaign.ended", "campaign", id, Map.of("givenUp", left));
		return details(campaign);
	}

	/**
	 * A campaign.
	 * @throws CampaignRefused if it is unknown
	 */
	@Transactional(readOnly = true)
	public CampaignDetails get(CampaignId id) {
		return details(find(id));
	}

	/** A text that names a coupon is ready once its coupon is. */
	private void requireReady(Campaign campaign) {
		campaign.requireRunning();
		UUID issue = campaign.getIssueId();
		if (issue != null && issueReading.isRunning(issue)) {
			throw CampaignRefused.issuing();
		}
	}

	private void check(NewCampaign wanted) {
		audiences.query(wanted.audience());
		if (wanted.batch() != null) {
			batches.get(wanted.batch());
		}
	}

	private Campaign find(CampaignId id) {
		return campaigns.findById(id).orElseThrow(() -> CampaignRefused.unknown(id));
	}

	private Audience audience(Campaign campaign) {
		return json.readValue(campaign.getAudience(), Audience.class);
	}

	private CampaignDetails details(Campaign campaign) {
		UUID batch = campaign.getBatchId();
		return new CampaignDetails(campaign.getId(), campaign.getName(), campaign.getGoal(), campaign.getState(),
				audience(campaign), (batch != null) ? new BatchId(batch) : null, campaign.getText(),
				campaign.getWindowDays(), campaign.getIssueId(), campaign.getCreatedAt(), campaign.getLaunchedAt(),
				campaign.getEndedAt(), campaign.version());
	}

	private static Map<String, Object> fields(Campaign campaign) {
		return Map.of("name", campaign.getName(), "goal", campaign.getGoal(), "audience", campaign.getAudience(),
				"batch", Objects.toString(campaign.getBatchId(), ""), "windowDays", campaign.getWindowDays());
	}

}
