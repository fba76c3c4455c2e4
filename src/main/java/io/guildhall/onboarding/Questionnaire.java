package io.guildhall.onboarding;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.guildhall.field.FieldId;
import io.guildhall.shared.Ids;

/** The questions of a channel, and what answers to them mean. */
record Questionnaire(List<Question> questions) {

	static final int MOST = 8;

	static final int MOST_OPTIONS = 12;

	static final int LONGEST = 200;

	static final int LONGEST_ANSWER = 500;

	/** Stands between several options in one answer. */
	static final String BETWEEN = " · ";

	/** As long as a tag of a member may be. */
	private static final int LONGEST_TAG = 40;

	/** More digits than anybody counts in. */
	private static final int LONGEST_NUMBER = 18;

	static final Questionnaire NONE = new Questionnaire(List.of());

	/**
	 * These questions from now on. One that was there before keeps its id.
	 * @throws ChannelRefused if there are too many, or one is not right
	 */
	Questionnaire become(List<Question> wanted) {
		if (wanted.size() > MOST) {
			throw ChannelRefused.questions(MOST);
		}
		Set<UUID> known = questions.stream().map(Question::id).collect(Collectors.toCollection(HashSet::new));
		List<Question> next = new ArrayList<>();
		for (Question question : wanted) {
			// An id that comes twice names the first only.
			UUID id = (question.id() != null && known.remove(question.id())) ? question.id() : Ids.next();
			next.add(new Question(id, question.kind(), text(question.text(), LONGEST), question.required(),
					options(question), question.field()));
		}
		return new Questionnaire(List.copyOf(next));
	}

	/**
	 * What the answers mean.
	 * @param given by question: the numbers of the chosen options, from 0; else what was
	 * written
	 */
	Judged judge(Map<UUID, List<String>> given) {
		Map<UUID, String> problems = new LinkedHashMap<>();
		List<Answer> answers = new ArrayList<>();
		Set<String> tags = new LinkedHashSet<>();
		Map<FieldId, String> fields = new LinkedHashMap<>();
		String screening = null;
		for (Question question : questions) {
			UUID id = java.util.Objects.requireNonNull(question.id());
			List<String> words = given.getOrDefault(id, List.of())
				.stream()
				.map(String::strip)
				.filter(word -> !word.isEmpty())
				.distinct()
				.toList();
			if (words.isEmpty()) {
				if (question.required()) {
					problems.put(id, "onboarding.answer.required");
				}
				continue;
			}
			String problem = question.kind().hasOptions() ? wrong(question, words)
					: wrong(question.kind(), words.get(0));
			if (problem != null) {
				problems.put(id, problem);
			}
			else if (question.kind().hasOptions()) {
				List<Question.Option> chosen = words.stream().map(word -> chosen(question, word)).toList();
				answers.add(new Answer(id, question.text(),
						chosen.stream().map(Question.Option::label).collect(Collectors.joining(BETWEEN))));
				for (Question.Option option : chosen) {
					if (option.tag() != null) {
						tags.add(option.tag());
					}
					if (option.screening() != null && screening == null) {
						screening = option.screening();
					}
				}
			}
			else {
				answers.add(new Answer(id, question.text(), words.get(0)));
			}
			if (problem == null && question.field() != null) {
				fields.putIfAbsent(question.field(), answers.get(answers.size() - 1).answer());
			}
		}
		return new Judged(answers, tags, fields, screening, problems);
	}

	private static @Nullable String wrong(Question question, List<String> words) {
		boolean right = (question.kind() == QuestionKind.SEVERAL || words.size() == 1)
				&& words.stream().allMatch(word -> number(question, word) >= 0);
		return right ? null : "onboarding.answer.choice";
	}

	private static @Nullable String wrong(QuestionKind kind, String word) {
		if (kind == QuestionKind.TEXT) {
			return (word.length() > LONGEST_ANSWER || word.indexOf('\0') >= 0) ? "onboarding.answer.long" : null;
		}
		try {
			return (word.length() > LONGEST_NUMBER || new BigDecimal(word).abs().compareTo(BigDecimal.TEN.pow(15)) > 0)
					? "onboarding.answer.number" : null;
		}
		catch (NumberFormatException none) {
			return "onboarding.answer.number";
		}
	}

	private static Question.Option chosen(Question question, String word) {
		return question.options().get(number(question, word));
	}

	/** The number of the option; -1 for none. */
	private static int number(Question question, String word) {
		for (int i = 0; i < question.options().size(); i++) {
			if (word.equals(String.valueOf(i))) {
				return i;
			}
		}
		return -1;
	}

	private static List<Question.Option> options(Question question) {
		if (!question.kind().hasOptions()) {
			return List.of();
		}
		List<Question.Option> options = question.options()
			.stream()
			.map(option -> new Question.Option(text(option.label(), LONGEST), tag(option.tag()),
					blank(option.screening()) ? null : text(option.screening(), LONGEST_ANSWER)))
			.toList();
		long labels = options.stream().map(Question.Option::label).distinct().count();
		if (options.size() < 2 || options.size() > MOST_OPTIONS || labels < options.size()) {
			throw ChannelRefused.options(MOST_OPTIONS);
		}
		return options;
	}

	private static boolean blank(@Nullable String text) {
		return text == null || text.isBlank();
	}

	/** Without invisible characters, as the tags of members are. */
	private static @Nullable String tag(@Nullable String tag) {
		String word = (tag != null) ? tag.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "").strip() : "";
		if (word.length() > LONGEST_TAG) {
			throw ChannelRefused.tag(LONGEST_TAG);
		}
		return word.isEmpty() ? null : word;
	}

	private static String text(@Nullable String text, int longest) {
		String stripped = (text != null) ? text.strip() : "";
		if (stripped.isEmpty() || stripped.length() > longest || stripped.indexOf('\0') >= 0) {
			throw ChannelRefused.question(longest);
		}
		return stripped;
	}

	/**
	 * What answers mean.
	 *
	 * @param fields what each may be filled with, as it was answered
	 * @param screening what to tell who does not fit; null for who does
	 * @param problems codes by question; nothing else counts where there is one
	 */
	record Judged(List<Answer> answers, Set<String> tags, Map<FieldId, String> fields, @Nullable String screening,
			Map<UUID, String> problems) {
	}

}
