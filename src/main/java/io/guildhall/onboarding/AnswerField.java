package io.guildhall.onboarding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;

/**
 * Members by what they answered to one question of a channel, whichever time they did.
 *
 * @param order among all fields
 * @param labels all options that it ever had; none where it is answered in words
 * @param known whether who acts sees its channel
 * @param offered whether segments are still made with it
 */
record AnswerField(UUID question, int order, String channelName, String text, List<String> labels, boolean known,
		boolean offered) implements MemberField {

	/** Begins the keys of all of them. */
	static final String PREFIX = "q_";

	private static final String ANY = "any";

	private static final String NONE = "none";

	@Override
	public String key() {
		return PREFIX + question.toString().replace("-", "");
	}

	@Override
	public String labelKey() {
		return "onboarding.answer.field";
	}

	@Override
	public @Nullable String label() {
		return known ? channelName + " · " + text : null;
	}

	/** Each question of each channel would be one more filter above every list. */
	@Override
	public boolean inLists() {
		return false;
	}

	@Override
	public List<Choice> choices() {
		List<Choice> choices = new ArrayList<>();
		if (known) {
			labels.forEach(label -> choices.add(Choice.text(label, label)));
		}
		choices.add(Choice.key(ANY, "onboarding.answer.any"));
		choices.add(Choice.key(NONE, "onboarding.answer.none"));
		return choices;
	}

	@Override
	public Condition condition(String value) {
		if (labels.contains(value)) {
			// Several options that were chosen stand in one answer.
			return said(" and strpos(concat('%1$s', said.answer, '%1$s'), :%2$s_label) > 0"
				.formatted(Questionnaire.BETWEEN, key()),
					Map.of(key() + "_label", Questionnaire.BETWEEN + value + Questionnaire.BETWEEN));
		}
		Condition any = said("", Map.of());
		return switch (value) {
			case ANY -> any;
			case NONE -> new Condition("not " + any.sql(), any.parameters());
			default -> throw refuse(value);
		};
	}

	private Condition said(String more, Map<String, Object> parameters) {
		Map<String, Object> all = new HashMap<>(parameters);
		all.put(key() + "_question", question);
		return new Condition("""
				exists (select from channel_answers said where said.organization_id = m.organization_id
					and said.member_id = m.id and said.question_id = :%s_question%s)""".formatted(key(), more), all);
	}
}
