package io.guildhall.onboarding;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityService;
import io.guildhall.member.MemberField;
import io.guildhall.member.MemberMeasure;
import io.guildhall.member.OwnFields;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Lets segments be made of what members answered: a field for each question. A question
 * that is asked no more holds in segments that name it.
 */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class AnswerFields implements OwnFields {

	/** After all that is asked of members themselves. */
	private static final int ORDER = 300;

	/** Questions of so many channels, the newest ones, are offered. */
	private static final int CHANNELS = 30;

	private final CommunityService communities;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	@Override
	public boolean mayKnow(String key) {
		return key.startsWith(AnswerField.PREFIX);
	}

	@Override
	public List<MemberField> fields() {
		var scope = communities.scope();
		return jdbc.sql("""
				select q.id, c.name, q.text, q.labels, c.seen, q.asked and c.seen and c.place <= :channels as offered
				from (select c.id, c.name, %s as seen, row_number() over (order by c.id desc) as place
					from channels c where c.organization_id = :organization) c
				join channel_questions q on q.organization_id = :organization and q.channel_id = c.id
				order by c.id desc, q.position, q.id
				""".formatted(ChannelService.SEEN))
			.param("organization", tenancy.current())
			.param("all", scope.all())
			.param("groups", scope.array())
			.param("channels", CHANNELS)
			.<MemberField>query((row, number) -> new AnswerField(row.getObject("id", UUID.class), ORDER + number,
					row.getString("name"), row.getString("text"),
					Arrays.asList((String[]) row.getArray("labels").getArray()), row.getBoolean("seen"),
					row.getBoolean("offered")))
			.list();
	}

	@Override
	public List<MemberMeasure> measures() {
		return List.of();
	}

}
