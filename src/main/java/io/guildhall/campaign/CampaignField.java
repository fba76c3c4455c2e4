package io.guildhall.campaign;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Members by their part in a campaign. Behind the id may stand which part: {@code .ready}
 * for those who could be written to at launch, {@code .sent} for those who were.
 */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class CampaignField implements MemberField {

	static final String KEY = "campaign";

	private static final String READY = ".ready";

	private static final String SENT = ".sent";

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	static String ready(CampaignId id) {
		return id + READY;
	}

	@Override
	public String key() {
		return KEY;
	}

	@Override
	public int order() {
		return 90;
	}

	@Override
	public String labelKey() {
		return "campaign.field";
	}

	@Override
	public List<MemberField.Choice> choices() {
		return jdbc.sql("""
				select id, name from campaigns where organization_id = :organization and state <> 'DRAFT'
				order by created_at desc, id desc limit 30
				""")
			.param("organization", tenancy.current())
			.query((row, number) -> MemberField.Choice.text(row.getString("id"), row.getString("name")))
			.list();
	}

	@Override
	public Condition condition(String value) {
		String id = value.replace(READY, "").replace(SENT, "");
		String part = value.endsWith(SENT) ? "and campaign_touch.state = 'SENT'" : value.endsWith(READY)
				? "and campaign_touch.state <> 'SUPPRESSED' and campaign_touch.blocked_by is null" : "";
		try {
			return new Condition(
					"""
							exists (select from touch_facts campaign_touch where campaign_touch.organization_id = m.organization_id
								and campaign_touch.member_id = m.id and campaign_touch.campaign_id = :campaign_id %s)
							"""
						.formatted(part),
					Map.of("campaign_id", UUID.fromString(id)));
		}
		catch (IllegalArgumentException ex) {
			throw refuse(value);
		}
	}

}
