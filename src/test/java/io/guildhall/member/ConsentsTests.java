package io.guildhall.member;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static io.guildhall.member.Consent.GIVEN;
import static io.guildhall.member.Consent.UNKNOWN;
import static io.guildhall.member.Consent.WITHDRAWN;
import static io.guildhall.member.ContactChannel.CHAT;
import static io.guildhall.member.ContactChannel.EMAIL;
import static io.guildhall.member.ContactChannel.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConsentsTests {

	private final Consents asked = new Consents(Map.of(CHAT, GIVEN, SMS, WITHDRAWN), false);

	@Test
	void nothingIsSaidOfAChannelThatIsMissing() {
		assertThat(asked.of(EMAIL)).isEqualTo(UNKNOWN);
		assertThat(asked.closed(EMAIL)).isFalse();
		assertThat(asked.closed(SMS)).isTrue();
		assertThat(asked.isClosed()).isFalse();
	}

	@Test
	void whoWantsToBeLeftAloneIsReachedByNothing() {
		Consents alone = asked.after(said(ConsentSource.STAFF, true));
		assertThat(alone.closed(CHAT)).isTrue();
		assertThat(alone.isClosed()).isTrue();
		assertThat(alone.of(CHAT)).as("what they said is not forgotten").isEqualTo(GIVEN);
	}

	@Test
	void aWordOfOneChannelLeavesTheOthers() {
		assertThat(asked.after(said(ConsentSource.MEMBER, CHAT, WITHDRAWN)))
			.isEqualTo(new Consents(Map.of(CHAT, WITHDRAWN, SMS, WITHDRAWN), false));
	}

	@ParameterizedTest
	@EnumSource(names = { "STAFF", "API", "MEMBER" })
	void whoSpeaksForThemMayOpenAgain(ConsentSource source) {
		Consents alone = asked.after(said(ConsentSource.STAFF, true));
		assertThat(alone.after(said(source, false)).doNotContact()).isFalse();
		assertThat(asked.after(said(source, SMS, GIVEN)).of(SMS)).isEqualTo(GIVEN);
	}

	@ParameterizedTest
	@CsvSource({ "JOIN_PAGE, UNKNOWN, GIVEN, GIVEN", "JOIN_PAGE, WITHDRAWN, GIVEN, WITHDRAWN",
			"JOIN_PAGE, GIVEN, WITHDRAWN, GIVEN", "IMPORT, UNKNOWN, GIVEN, GIVEN",
			"IMPORT, WITHDRAWN, GIVEN, WITHDRAWN", "IMPORT, WITHDRAWN, UNKNOWN, WITHDRAWN",
			"IMPORT, GIVEN, WITHDRAWN, WITHDRAWN", "IMPORT, GIVEN, UNKNOWN, UNKNOWN" })
	void aFormFillsGapsAndATableOpensNothing(ConsentSource source, Consent before, Consent says, Consent after) {
		assertThat(new Consents(Map.of(EMAIL, before), false).after(said(source, EMAIL, says)).of(EMAIL))
			.isEqualTo(after);
	}

	@Test
	void neitherFormNorTableOpensWhoWantsToBeLeftAlone() {
		Consents alone = new Consents(Map.of(), true);
		for (ConsentSource source : List.of(ConsentSource.JOIN_PAGE, ConsentSource.IMPORT)) {
			assertThat(alone.after(said(source, EMAIL, GIVEN))).isEqualTo(alone);
			assertThat(alone.after(said(source, false))).isEqualTo(alone);
		}
		assertThat(asked.after(said(ConsentSource.IMPORT, true)).doNotContact()).isTrue();
	}

	@Test
	void ofTwoWhoBecomeOneTheStricterWordCounts() {
		Consents other = new Consents(Map.of(CHAT, GIVEN, SMS, GIVEN, EMAIL, GIVEN), true);
		assertThat(asked.stricter(other)).isEqualTo(new Consents(Map.of(CHAT, GIVEN, SMS, WITHDRAWN), true))
			.isEqualTo(other.stricter(asked));
	}

	@Test
	void whoIsTwoAgainHasWhatTheyHadAndWhatWasSaidSince() {
		Consents other = new Consents(Map.of(CHAT, WITHDRAWN, EMAIL, WITHDRAWN), true);
		Consents merged = asked.stricter(other);
		assertThat(merged.without(asked, other)).isEqualTo(asked);
		Consents since = merged.after(said(ConsentSource.STAFF, EMAIL, GIVEN));
		assertThat(since.without(asked, other))
			.isEqualTo(new Consents(Map.of(CHAT, GIVEN, SMS, WITHDRAWN, EMAIL, GIVEN), false));
	}

	@Test
	void theWordThatBindsMostIsThatOfAll() {
		assertThat(asked.strictest()).isEqualTo(WITHDRAWN);
		assertThat(Consents.none().strictest()).isEqualTo(UNKNOWN);
		assertThat(Consents.ofErased().isClosed()).isTrue();
	}

	@Test
	void aReasonHasItsLength() {
		assertThatExceptionOfType(MemberRefused.class)
			.isThrownBy(() -> new ConsentWord(Map.of(), true, ConsentSource.STAFF, "x".repeat(401)));
	}

	private static ConsentWord said(ConsentSource source, ContactChannel channel, Consent consent) {
		return new ConsentWord(Map.of(channel, consent), null, source, "");
	}

	private static ConsentWord said(ConsentSource source, boolean alone) {
		return new ConsentWord(Map.of(), alone, source, "");
	}

}
