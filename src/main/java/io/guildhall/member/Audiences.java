package io.guildhall.member;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import lombok.RequiredArgsConstructor;

/**
 * Turns audiences into members: the active ones only, and of those whom who acts may see.
 */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class Audiences {

	private final MemberConditions conditions;

	private final JdbcClient jdbc;

	private final MessageSource messages;

	/** The fields by which an audience can be chosen, in their order. */
	public List<MemberField> fields() {
		return conditions.fields();
	}

	/**
	 * The query of its members, for other modules' set-based statements.
	 * @throws MemberRefused if a field or a value is unknown
	 */
	public AudienceQuery query(Audience audience) {
		return query(filter(audience));
	}

	/**
	 * The query of those whom a filter means, for other modules' set-based statements.
	 * @throws MemberRefused if a field or a value is unknown
	 */
	public AudienceQuery query(MemberFilter filter) {
		Condition condition = conditions.of(filter);
		return new AudienceQuery("select m.id as member_id from members m where " + condition.sql(),
				condition.parameters());
	}

	/**
	 * What a form chooses: {@code q}, and fields by their key behind {@code field.}; what
	 * is empty or unknown is passed over.
	 */
	public MemberFilter filter(Map<String, String> typed) {
		Map<String, String> chosen = new LinkedHashMap<>();
		for (MemberField field : fields()) {
			String value = typed.get("field." + field.key());
			if (value != null && !value.isBlank()) {
				chosen.put(field.key(), value);
			}
		}
		return new MemberFilter(typed.get("q"), chosen, List.of());
	}

	/** How many members it has now. */
	public long count(Audience audience) {
		AudienceQuery query = query(audience);
		return jdbc.sql("select count(*) from (" + query.sql() + ") audience")
			.params(query.parameters())
			.query(Long.class)
			.single();
	}

	/** The audience in words: "Tier: Silent, Group: Reading 1". */
	public String describe(Audience audience, Locale locale) {
		if (audience.isAll()) {
			return messages.getMessage("member.audience.all", null, locale);
		}
		StringBuilder words = new StringBuilder();
		String between = messages.getMessage("member.audience.and", null, locale);
		for (MemberField field : fields()) {
			String value = audience.fields().get(field.key());
			if (value != null) {
				words.append(words.isEmpty() ? "" : between)
					.append(messages.getMessage("member.audience.field",
							new Object[] {
									(field.label() != null) ? field.label()
											: messages.getMessage(field.labelKey(), null, locale),
									label(field, value, locale) },
							locale));
			}
		}
		if (!audience.members().isEmpty()) {
			words.append(words.isEmpty() ? "" : between)
				.append(messages.getMessage("member.audience.chosen", new Object[] { audience.members().size() },
						locale));
		}
		return words.toString();
	}

	private String label(MemberField field, String value, Locale locale) {
		return MemberField.choice(field, value)
			.map(choice -> (choice.key() != null) ? messages.getMessage(choice.key(), null, locale)
					: String.valueOf(choice.label()))
			.orElse(value);
	}

	private static MemberFilter filter(Audience audience) {
		return new MemberFilter(null, audience.fields(), audience.members());
	}

}
