package io.guildhall.member;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

/** Whether a member may be contacted at all. */
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
		return List.of(Choice.key(YES, "member.field.contact.yes"), Choice.key(NO, "member.field.contact.no"));
	}

	@Override
	public Condition condition(String value) {
		if (!value.equals(YES) && !value.equals(NO)) {
			throw refuse(value);
		}
		String blocked = """
				exists (select 1 from member_consent_facts contact
					where contact.organization_id = m.organization_id and contact.member_id = m.id
					and contact.do_not_contact)""";
		return new Condition(value.equals(YES) ? "not " + blocked : blocked, Map.of());
	}

}
