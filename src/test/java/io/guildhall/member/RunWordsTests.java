package io.guildhall.member;

import static io.guildhall.member.Consent.GIVEN;
import static io.guildhall.member.Consent.UNKNOWN;
import static io.guildhall.member.Consent.WITHDRAWN;
import static io.guildhall.member.ContactChannel.CALL;
import static io.guildhall.member.ContactChannel.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunWordsTests {

	private final RunWords words = new RunWords();

	@Test
	void whatStoodThereComesBack() {
		said(EMAIL, GIVEN, UNKNOWN, false);
		said(EMAIL, WITHDRAWN, GIVEN, true);
		said(CALL, GIVEN, UNKNOWN, true);
		alone(true, true);
		assertThat(words.without(now(WITHDRAWN, GIVEN, true))).isEqualTo(now(GIVEN, UNKNOWN, false));
		assertThat(words.overtaken()).isFalse();
	}

	@Test
	void ofSeveralWordsTheFirstKnowsWhatStoodThere() {
		said(EMAIL, GIVEN, UNKNOWN, true);
		said(EMAIL, WITHDRAWN, GIVEN, true);
		assertThat(words.without(now(WITHDRAWN, UNKNOWN, false))).isEqualTo(Consents.none());
	}

	@Test
	void whatWasSaidSinceStaysAndOnlyThat() {
		said(EMAIL, GIVEN, UNKNOWN, true);
		said(CALL, GIVEN, UNKNOWN, true);
		alone(true, true);
		said(EMAIL, WITHDRAWN, GIVEN, false);
		alone(false, false);
		assertThat(words.without(now(WITHDRAWN, GIVEN, false))).isEqualTo(now(WITHDRAWN, UNKNOWN, false));
		assertThat(words.overtaken()).isTrue();
	}

	@Test
	void whatTheImportSaidAfterSomebodyElseIsAllOfIts() {
		said(EMAIL, GIVEN, UNKNOWN, true);
		said(EMAIL, UNKNOWN, GIVEN, false);
		said(EMAIL, GIVEN, UNKNOWN, true);
		assertThat(words.without(now(GIVEN, UNKNOWN, false))).isEqualTo(Consents.none());
	}

	@Test
	void aWordOfBeforeChannelsWereToldApartIsOfAll() {
		said(EMAIL, GIVEN, UNKNOWN, true);
		words.hear(new RunWords.Word(null, WITHDRAWN, false, null, false));
		assertThat(words.without(now(WITHDRAWN, WITHDRAWN, false))).isEqualTo(now(WITHDRAWN, WITHDRAWN, false));
		assertThat(words.overtaken()).isTrue();
	}

	@Test
	void whatAnImportSaidThatWasTakenBackOvertakesNothingAndDoesNotComeBack() {
		words.hearEnded(new RunWords.Word(EMAIL, GIVEN, null, UNKNOWN, false));
		said(EMAIL, WITHDRAWN, GIVEN, true);
		said(CALL, GIVEN, UNKNOWN, true);
		words.hearEnded(new RunWords.Word(CALL, WITHDRAWN, null, GIVEN, false));
		assertThat(words.without(now(WITHDRAWN, GIVEN, false))).isEqualTo(Consents.none());
		assertThat(words.overtaken()).isFalse();
	}

	@Test
	void whatStandsThereWithoutAWordIsNotTouched() {
		said(EMAIL, GIVEN, UNKNOWN, true);
		assertThat(words.without(now(WITHDRAWN, UNKNOWN, false))).isEqualTo(now(WITHDRAWN, UNKNOWN, false));
		assertThat(words.overtaken()).isTrue();
	}

	private static Consents now(Consent email, Consent call, boolean alone) {
		return new Consents(Map.of(EMAIL, email, CALL, call), alone);
	}

	private void said(ContactChannel channel, Consent consent, @Nullable Consent before, boolean ofRun) {
		words.hear(new RunWords.Word(channel, consent, null, before, ofRun));
	}

	private void alone(boolean alone, boolean ofRun) {
		words.hear(new RunWords.Word(null, null, alone, null, ofRun));
	}

}
