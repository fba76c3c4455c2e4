package io.guildhall.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.guildhall.shared.Ids;

class ClaimTokenTests {

	private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] OTHER = "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.US_ASCII);

	private final UUID link = Ids.next();

	private final UUID member = Ids.next();

	private final String token = ClaimToken.sign("abcd2345", SECRET, link, member);

	@Test
	void namesTheMemberItWasSignedFor() {
		ClaimToken read = ClaimToken.read(token).orElseThrow();
		assertThat(read.code()).isEqualTo("abcd2345");
		assertThat(read.member(SECRET, link)).contains(member);
	}

	@Test
	void isNothingToAnotherLinkOrSecret() {
		ClaimToken read = ClaimToken.read(token).orElseThrow();
		assertThat(read.member(SECRET, Ids.next())).isEmpty();
		assertThat(read.member(OTHER, link)).isEmpty();
	}

	@Test
	void anyOtherLetterIsNoticed() {
		for (int place = 8; place < token.length(); place++) {
			for (char letter : "AQgw-_29".toCharArray()) {
				String altered = token.substring(0, place) + letter + token.substring(place + 1);
				assertThat(ClaimToken.read(altered).flatMap(read -> read.member(SECRET, link))).as(altered)
					.isEqualTo(altered.equals(token) ? java.util.Optional.of(member) : java.util.Optional.empty());
			}
		}
	}

	@Test
	void whatHasNotItsFormIsNone() {
		for (String none : new String[] { "", "abcd2345", token + "A", token.substring(1), "x".repeat(51) + " ",
				"abcd2345" + "=".repeat(43), "x".repeat(10_000) }) {
			assertThat(ClaimToken.read(none)).as(none).isEmpty();
		}
	}

	@Test
	void tellsNothingInLogs() {
		assertThat(ClaimToken.read(token).orElseThrow().toString()).isEqualTo("ClaimToken[]");
	}

}
