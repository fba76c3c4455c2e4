package io.guildhall.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.guildhall.onboarding.Question.Option;
import io.guildhall.shared.Network;

class QuestionnaireTests {

	private static final Question STAGE = Question.of(QuestionKind.SINGLE, "孩子多大？", true,
			new Option("0-1 岁", "宝宝 0-1", null), new Option("还没有孩子", null, "这个群只适合带孩子的家长"));

	private static final Question WISHES = Question.of(QuestionKind.SEVERAL, "想聊什么？", false,
			new Option("辅食", "辅食", null), Option.of("睡眠"));

	private static final Question WORDS = Question.of(QuestionKind.TEXT, "还想说什么？", false);

	private static final Question COUNT = Question.of(QuestionKind.NUMBER, "几个孩子？", false);

	private final Questionnaire questions = Questionnaire.NONE.become(List.of(STAGE, WISHES, WORDS, COUNT));

	@Test
	void answersHoldTheWordsOfQuestionsAndOptions() {
		var judged = judge(List.of("0"), List.of("0", "1"), List.of(" 谢谢 "), List.of("2"));
		assertThat(judged.problems()).isEmpty();
		assertThat(judged.screening()).isNull();
		assertThat(judged.tags()).containsExactly("宝宝 0-1", "辅食");
		assertThat(judged.answers()).extracting(Answer::question, Answer::answer)
			.containsExactly(org.assertj.core.groups.Tuple.tuple("孩子多大？", "0-1 岁"),
					org.assertj.core.groups.Tuple.tuple("想聊什么？", "辅食 · 睡眠"),
					org.assertj.core.groups.Tuple.tuple("还想说什么？", "谢谢"),
					org.assertj.core.groups.Tuple.tuple("几个孩子？", "2"));
	}

	@Test
	void anOptionMayNotFit() {
		assertThat(judge(List.of("1"), List.of(), List.of(), List.of()).screening()).isEqualTo("这个群只适合带孩子的家长");
	}

	@Test
	void whatWasNotOfferedIsNoAnswer() {
		assertThat(judge(List.of(), List.of(), List.of(), List.of()).problems())
			.containsOnly(Map.entry(id(0), "onboarding.answer.required"));
		assertThat(judge(List.of("7"), List.of("-1"), List.of("x".repeat(501)), List.of("two")).problems())
			.containsEntry(id(0), "onboarding.answer.choice")
			.containsEntry(id(1), "onboarding.answer.choice")
			.containsEntry(id(2), "onboarding.answer.long")
			.containsEntry(id(3), "onboarding.answer.number");
		assertThat(judge(List.of("0", "1"), List.of(), List.of(), List.of("1e999999999")).problems())
			.containsEntry(id(0), "onboarding.answer.choice")
			.containsEntry(id(3), "onboarding.answer.number");
	}

	@Test
	void aQuestionKeepsItsIdWhenOthersComeAndGo() {
		Question kept = questions.questions().get(1);
		Questionnaire next = questions.become(List.of(Question.of(QuestionKind.TEXT, "新问题", false), kept,
				new Question(UUID.randomUUID(), QuestionKind.TEXT, "不是我们的编号", false, List.of()), kept));
		assertThat(next.questions().get(1).id()).isEqualTo(kept.id());
		assertThat(next.questions()).extracting(Question::id).doesNotHaveDuplicates().doesNotContainNull();
		assertThat(questions.become(questions.questions())).isEqualTo(questions);
	}

	@Test
	void saysWhatIsWrongWithAQuestion() {
		refused("onboarding.questions.wrong", Collections.nCopies(9, WORDS));
		refused("onboarding.question.wrong", List.of(Question.of(QuestionKind.TEXT, " ", false)));
		refused("onboarding.question.wrong", List.of(Question.of(QuestionKind.TEXT, "x".repeat(201), false)));
		refused("onboarding.options.wrong", List.of(Question.of(QuestionKind.SINGLE, "？", false, Option.of("一"))));
		refused("onboarding.options.wrong",
				List.of(Question.of(QuestionKind.SINGLE, "？", false, Option.of("一"), Option.of(" 一"))));
		refused("onboarding.tag.wrong", List
			.of(Question.of(QuestionKind.SINGLE, "？", false, Option.of("一"), new Option("二", "x".repeat(41), null))));
	}

	@Test
	void aTokenIsOfItsChannelAndNotMadeUp() {
		byte[] secret = new byte[32];
		byte[] other = { 1 };
		FormToken token = new FormToken(UUID.randomUUID(), UUID.randomUUID(), Instant.ofEpochMilli(1_700_000_000_123L),
				3);
		String text = token.sign(secret);
		assertThat(FormToken.read(text, secret)).contains(token);
		assertThat(FormToken.read(text, other)).isEmpty();
		char first = text.charAt(0);
		assertThat(FormToken.read(((first == 'A') ? 'B' : 'A') + text.substring(1), secret)).isEmpty();
		assertThat(FormToken.read(text + text, secret)).isEmpty();
		assertThat(FormToken.read("", secret)).isEmpty();
		assertThat(FormToken.read("§", secret)).isEmpty();
	}

	@Test
	void whoHasOneAddressOfTheSixthVersionHasANetwork() {
		assertThat(Network.of("2001:db8:1:2::1")).isEqualTo(Network.of("2001:db8:1:2:ffff::9"))
			.isNotEqualTo(Network.of("2001:db8:1:3::1"));
		assertThat(Network.of("192.0.2.1")).isEqualTo("192.0.2.1");
	}

	private UUID id(int question) {
		return questions.questions().get(question).id();
	}

	private Questionnaire.Judged judge(List<String> stage, List<String> wishes, List<String> words,
			List<String> count) {
		return questions.judge(Map.of(id(0), stage, id(1), wishes, id(2), words, id(3), count));
	}

	private static void refused(String code, List<Question> wanted) {
		assertThatExceptionOfType(ChannelRefused.class).isThrownBy(() -> Questionnaire.NONE.become(wanted))
			.satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo(code));
	}

}
