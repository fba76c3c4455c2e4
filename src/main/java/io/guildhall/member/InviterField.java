package io.guildhall.member;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

/** Whether somebody invited a member, and who: in a URL it may also be an id. */
@Component
class InviterField implements MemberField {

	private static final String SOMEBODY = "somebody";

	private static final String NOBODY = "nobody";

	@Override
	public String key() {
		return "inviter";
	}

	@Override
	public int order() {
		return 51;
	}

	@Override
	public String labelKey() {
		return "member.field.inviter";
	}

	@Override
	public boolean inLists() {
		return false;
	}

	@Override
	public List<Choice> choices() {
		return List.of(Choice.key(SOMEBODY, "member.field.inviter.somebody"),
				Choice.key(NOBODY, "member.field.inviter.nobody"));
	}

	@Override
	public Condition condition(String value) {
		String invited = """
				exists (select 1 from member_inviters invited
					where invited.organization_id = m.organization_id and invited.member_id = m.id%s)""";
		return switch (value) {
			case SOMEBODY -> new Condition(invited.formatted(""), Map.of());
			case NOBODY -> new Condition("not " + invited.formatted(""), Map.of());
			default -> new Condition(invited.formatted(" and invited.inviter_id = any(cast(:inviter_ids as uuid[]))"),
					Map.of("inviter_ids", ids(List.of(value))));
		};
	}

}
