package io.guildhall.tiering;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunitySummary;
import io.guildhall.member.MemberField;
import io.guildhall.member.MemberMeasure;
import io.guildhall.member.OwnFields;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Lets members be chosen by the tier that the policy of a community gives them: a field
 * for each such policy.
 */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class CommunityTiers implements OwnFields {

	/** Right after the tier of the organization. */
	private static final int ORDER = 11;

	private static final int MOST = 200;

	private final CommunityService communities;

	private final MessageSource messages;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public boolean mayKnow(String key) {
		return key.startsWith(CommunityTierField.PREFIX);
	}

	@Override
	public List<MemberField> fields() {
		List<Row> policies = jdbc.sql("""
				select id, scope_id from tier_policies
				where organization_id = :organization and id <> :own order by id
				""")
			.param("organization", tenancy.current())
			.param("own", TierPolicyId.ofOrganization(tenancy.current()).id())
			.query(Row.class)
			.list();
		if (policies.isEmpty()) {
			return List.of();
		}
		Map<UUID, String> names = OnBehalf.may(Permission.COMMUNITY_READ) ? communities.list(false, null, MOST)
			.items()
			.stream()
			.collect(Collectors.toMap(community -> community.id().id(), CommunitySummary::name)) : Map.of();
		return policies.stream()
			.<MemberField>map(
					row -> new CommunityTierField(new TierPolicyId(row.id()), ORDER, label(names.get(row.scopeId()))))
			.toList();
	}

	@Override
	public List<MemberMeasure> measures() {
		return List.of();
	}

	private @Nullable String label(@Nullable String community) {
		Locale locale = LocaleContextHolder.getLocale();
		return (community != null)
				? messages.getMessage("tiering.of-community.named", new Object[] { community }, locale) : null;
	}

	private record Row(UUID id, UUID scopeId) {
	}

}
