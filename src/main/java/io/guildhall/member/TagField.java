package io.guildhall.member;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import lombok.RequiredArgsConstructor;

/** A tag that a member has. */
@Component
@RequiredArgsConstructor
class TagField implements MemberField {

	static final String KEY = "tag";

	private final MemberTagging tagging;

	@Override
	public String key() {
		return KEY;
	}

	@Override
	public int order() {
		return 30;
	}

	@Override
	public String labelKey() {
		return "member.field.tag";
	}

	@Override
	public List<Choice> choices() {
		return tagging.tags().stream().map(tag -> Choice.text(tag, tag)).toList();
	}

	@Override
	public String today(String value) {
		return tagging.today(List.of(value)).get(0);
	}

	@Override
	public Condition condition(String value) {
		return anyOf(List.of(value));
	}

	@Override
	public Condition anyOf(List<String> values) {
		return new Condition("""
				exists (select 1 from member_tags tag_row
					where tag_row.organization_id = m.organization_id and tag_row.member_id = m.id
					and tag_row.tag = any(cast(:tag_values as text[])))""",
				Map.of("tag_values", tagging.today(values).toArray(String[]::new)));
	}

}
