package io.guildhall.onboarding;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import lombok.RequiredArgsConstructor;

/** Members by the channel by which they joined. */
@Component
@RequiredArgsConstructor
class ChannelField implements MemberField {

	private static final int CHOICES = 30;

	private final ChannelService channels;

	@Override
	public String key() {
		return "channel";
	}

	@Override
	public int order() {
		return 95;
	}

	@Override
	public String labelKey() {
		return "onboarding.field";
	}

	@Override
	public List<MemberField.Choice> choices() {
		return channels.latest(CHOICES)
			.stream()
			.map(channel -> MemberField.Choice.text(channel.id().toString(), channel.name()))
			.toList();
	}

	@Override
	public Condition condition(String value) {
		try {
			return new Condition(
					"""
							exists (select from onboarding_join_facts joined_by where joined_by.organization_id = m.organization_id
								and joined_by.member_id = m.id and joined_by.channel_id = :channel_id)""",
					Map.of("channel_id", UUID.fromString(value)));
		}
		catch (IllegalArgumentException ex) {
			throw refuse(value);
		}
	}

}
