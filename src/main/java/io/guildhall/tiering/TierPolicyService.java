package io.guildhall.tiering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.organization.OrganizationFounded;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Keeps the policies by which members are told apart. Every change is a new version;
 * taking one back is a new version with the old terms.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class TierPolicyService {

	private final TierPolicyRepository policies;

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * The policy of the organization; it comes into being when it is first asked for, at
	 * the latest.
	 */
	public TierPolicyDetails ofOrganization() {
		TierPolicyId id = TierPolicyId.ofOrganization(tenancy.current());
		return policies.findById(id).orElseGet(() -> begin(id)).details();
	}

	/**
	 * A policy.
	 * @throws TieringRefused if there is none
	 */
	@Transactional(readOnly = true)
	public TierPolicyDetails get(TierPolicyId id) {
		return find(id).details();
	}

	/** All policies, that of the organization first. */
	public List<TierPolicyDetails> list() {
		ofOrganization();
		return policies.findAllByOrderByScopeIdAsc().stream().map(TierPolicy::details).toList();
	}

	/**
	 * Gives a community a policy of its own.
	 * @throws TieringRefused if it has one
	 */
	@May(Permission.POLICY_EDIT)
	public TierPolicyDetails create(CommunityId community, TierTerms terms) {
		communities.get(community);
		TierPolicy policy = new TierPolicy(TierPolicyId.next(), community.id(), terms);
		try {
			policies.saveAndFlush(policy);
		}
		catch (DataIntegrityViolationException twice) {
			throw TieringRefused.exists();
		}
		keep(policy, null);
		audit.record("tiering.policy.created", "tier-policy", policy.getId(), fields(terms));
		return policy.details();
	}

	/**
	 * Judges by other terms from the next evaluation on.
	 * @param version at which the policy was read; null writes over whatever there is
	 * @throws TieringRefused if the policy is unknown or was changed in the meantime
	 */
	@May(Permission.POLICY_EDIT)
	public TierPolicyDetails change(TierPolicyId id, TierTerms terms, @Nullable Long version) {
		return change(id, terms, version, null);
	}

	/**
	 * Takes older terms back, as a new version.
	 * @throws TieringRefused if there is no such policy or version
	 */
	@May(Permission.POLICY_EDIT)
	public TierPolicyDetails restore(TierPolicyId id, int number) {
		TierTerms terms = versions(id).stream()
			.filter(version -> version.number() == number)
			.findFirst()
			.orElseThrow(() -> TieringRefused.unknownVersion(number))
			.terms();
		return change(id, terms, null, number);
	}

	/** All versions of a policy, the latest first. */
	@May(Permission.TIER_READ)
	@Transactional(readOnly = true)
	public List<TierPolicyVersion> versions(TierPolicyId id) {
		find(id);
		return jdbc.sql("""
				select * from tier_policy_versions
				where organization_id = :organization and policy_id = :policy
				order by number desc
				""")
			.param("organization", tenancy.current())
			.param("policy", id.id())
			.query(TierPolicyService::version)
			.list();
	}

	@ApplicationModuleListener
	void on(OrganizationFounded founded) {
		ofOrganization();
	}

	private TierPolicyDetails change(TierPolicyId id, TierTerms terms, @Nullable Long version,
			@Nullable Integer restoredFrom) {
		TierPolicy policy = find(id);
		if (version != null && version != policy.version()) {
			throw TieringRefused.changedMeanwhile();
		}
		TierTerms before = policy.getTerms();
		if (policy.change(terms)) {
			policies.saveAndFlush(policy);
			keep(policy, restoredFrom);
			audit.record((restoredFrom != null) ? "tiering.policy.restored" : "tiering.policy.changed", "tier-policy",
					id, fields(before), fields(terms));
		}
		return policy.details();
	}

	private TierPolicy find(TierPolicyId id) {
		if (id.equals(TierPolicyId.ofOrganization(tenancy.current()))) {
			return policies.findById(id).orElseGet(() -> begin(id));
		}
		return policies.findById(id).orElseThrow(() -> TieringRefused.unknown(id));
	}

	/**
	 * Thirty days, a message a week, a hundred of the currency ever. Two at once make the
	 * same one.
	 */
	private TierPolicy begin(TierPolicyId id) {
		long hundred = Money.ofMajor(java.math.BigDecimal.valueOf(100), organizations.current().currency()).minor();
		TierTerms terms = TierTerms.activityAndSpend(30, ActivityMeasure.MESSAGES, 4, SpendMeasure.NET_SPEND, true,
				hundred, 20);
		TierPolicy policy = new TierPolicy(id, null, terms);
		jdbc.sql(
				"""
						insert into tier_policies (organization_id, id, version, scope_id, number, kind, window_days,
							activity_measure, activity_threshold, spend_measure, spend_all_time, spend_threshold, margin_percent)
						values (:organization, :policy, 0, :scope, 1, :kind, :window, :activity, :active, :spend, :ever, :spending,
							:margin)
						on conflict do nothing
						""")
			.param("organization", tenancy.current())
			.param("policy", id.id())
			.param("scope", TierPolicy.ORGANIZATION)
			.param("kind", terms.kind().name())
			.param("window", terms.windowDays())
			.param("activity", terms.activityMeasure().name())
			.param("active", terms.activityThreshold())
			.param("spend", SpendMeasure.NET_SPEND.name())
			.param("ever", terms.spendAllTime())
			.param("spending", hundred)
			.param("margin", terms.marginPercent())
			.update();
		keep(policy, null);
		return policies.findById(id).orElseThrow(() -> TieringRefused.unknown(id));
	}

	private void keep(TierPolicy policy, @Nullable Integer restoredFrom) {
		TierTerms terms = policy.getTerms();
		jdbc.sql(
				"""
						insert into tier_policy_versions (organization_id, policy_id, number, kind, window_days, activity_measure,
							activity_threshold, potential_threshold, spend_measure, spend_all_time, spend_threshold,
							margin_percent, made_at, made_by, restored_from)
						values (:organization, :policy, :number, :kind, :window, :activity, :active, :potential, :spend, :ever,
							:spending, :margin, :at, :by, :from)
						on conflict (organization_id, policy_id, number) do nothing
						""")
			.param("organization", tenancy.current())
			.param("policy", policy.getId().id())
			.param("number", policy.getNumber())
			.param("kind", terms.kind().name())
			.param("window", terms.windowDays())
			.param("activity", terms.activityMeasure().name())
			.param("active", terms.activityThreshold())
			.param("potential", terms.potentialThreshold())
			.param("spend", (terms.spendMeasure() != null) ? terms.spendMeasure().name() : null)
			.param("ever", terms.spendAllTime())
			.param("spending", terms.spendThreshold())
			.param("margin", terms.marginPercent())
			.param("at", Timestamp.from(clock.instant()))
			.param("by", OnBehalf.actor().name())
			.param("from", restoredFrom)
			.update();
	}

	private static TierPolicyVersion version(ResultSet row, int number) throws SQLException {
		String spend = row.getString("spend_measure");
		TierTerms terms = new TierTerms(PolicyKind.valueOf(row.getString("kind")), row.getInt("window_days"),
				ActivityMeasure.valueOf(row.getString("activity_measure")), row.getLong("activity_threshold"),
				row.getObject("potential_threshold", Long.class), (spend != null) ? SpendMeasure.valueOf(spend) : null,
				row.getBoolean("spend_all_time"), row.getObject("spend_threshold", Long.class),
				row.getInt("margin_percent"));
		return new TierPolicyVersion(row.getInt("number"), terms, row.getTimestamp("made_at").toInstant(),
				row.getString("made_by"), row.getObject("restored_from", Integer.class));
	}

	private static Map<String, ?> fields(TierTerms terms) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("kind", terms.kind());
		fields.put("windowDays", terms.windowDays());
		fields.put("activityMeasure", terms.activityMeasure());
		fields.put("activityThreshold", terms.activityThreshold());
		if (terms.potentialThreshold() != null) {
			fields.put("potentialThreshold", terms.potentialThreshold());
		}
		if (terms.spendMeasure() != null && terms.spendThreshold() != null) {
			fields.put("spendMeasure", terms.spendMeasure());
			fields.put("spendThreshold", terms.spendThreshold());
			fields.put("spendAllTime", terms.spendAllTime());
		}
		fields.put("marginPercent", terms.marginPercent());
		return fields;
	}

}
