package io.guildhall.member;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

/** Whether a member may be contacted at all, and by what. */
@Component
class ContactField implements MemberField {

	private static final String YES = "yes";

	private static final String NO = "no";

	@Override
	public String key() {
		return "contact";
	}

	@Override
	public int order() {
		return 40;
	}

	@Override
	public String labelKey() {
		return "member.field.contact";
	}

	@Override
	public List<Choice> choices() {
		List<Choice> choices = new ArrayList<>(
				List.of(Choice.key(YES, "member.field.contact.yes"), Choice.key(NO, "member.field.contact.no")));
		for (ContactChannel channel : ContactChannel.values()) {
			choices.add(Choice.key(channel.name(), "member.field.contact." + channel));
		}
		return choices;
	}

	@Override
	public Condition condition(String value) {
		if (value.equals(YES) || value.equals(NO)) {
			String blocked = """
					exists (select 1 from member_consent_facts contact
						where contact.organization_id = m.organization_id and contact.member_id = m.id
						and contact.do_not_contact)""";
			return new Condition(value.equals(YES) ? "not " + blocked : blocked, Map.of());
		}
		if (Arrays.stream(ContactChannel.values()).noneMatch(channel -> channel.name().equals(value))) {
			throw refuse(value);
		}
		return new Condition("""
				exists (select 1 from member_contact_facts contact
					where contact.organization_id = m.organization_id and contact.member_id = m.id
					and contact.channel = :contact_channel and not contact.closed)""",
				Map.of("contact_channel", value));
	}

}
