package io.guildhall.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in signed links. */
class LinkTokenTests {

	private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] OTHER = "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.US_ASCII);

	private static final LinkPurpose TAKE = new LinkPurpose("claim/", true);

	private final UUID link = UUID.fromString("01930000-0000-7000-8000-000000000001");

	private final UUID ann = UUID.fromString("01930000-0000-7000-8000-000000000002");

	private final String token = LinkToken.sign(TAKE, "abcd2345", SECRET, link, ann);

	/** Reckoned by another program: those that were sent to members still open. */
	@ParameterizedTest
	@CsvSource({ "claim/, abcd2345AZMAAAAAcACAAAAAAAAAAhALtWSUnPGHU93f92nKORI",
			"order-page/MEMBER/, abcd2345AZMAAAAAcACAAAAAAAAAAmJE292QPS0Xp37OKfokkRs",
			"order-page/ORDER/, abcd2345AZMAAAAAcACAAAAAAAAAAp8LKH9YJSTIiGWRx0WTOnc" })
	void theLinksThatAreOutThereAreStillOurs(String purpose, String sent) {
		LinkPurpose its = new LinkPurpose(purpose, true);
		assertThat(LinkToken.sign(its, "abcd2345", SECRET, link, ann)).isEqualTo(sent);
		assertThat(LinkToken.read(sent).flatMap(read -> read.named(its, SECRET, link))).contains(ann);
	}

	@Test
	void namesWhomItWasSignedFor() {
		LinkToken read = LinkToken.read(token).orElseThrow();
		assertThat(read.code()).isEqualTo("abcd2345");
		assertThat(read.named(TAKE, SECRET, link)).contains(ann);
	}

	@Test
	void isNothingToAnotherPurposeLinkOrSecret() {
		LinkToken read = LinkToken.read(token).orElseThrow();
		assertThat(read.named(new LinkPurpose("order-page/MEMBER/", true), SECRET, link)).isEmpty();
		assertThat(read.named(TAKE, SECRET, ann)).isEmpty();
		assertThat(read.named(TAKE, OTHER, link)).isEmpty();
	}

	@Test
	void anyOtherLetterIsNoticed() {
		for (int place = 8; place < token.length(); place++) {
			for (char letter : "AQgw-_29".toCharArray()) {
				String altered = token.substring(0, place) + letter + token.substring(place + 1);
				assertThat(LinkToken.read(altered).flatMap(read -> read.named(TAKE, SECRET, link))).as(altered)
					.isEqualTo(altered.equals(token) ? Optional.of(ann) : Optional.empty());
			}
		}
	}

	@Test
	void whatHasNotItsFormIsNone() {
		for (String none : new String[] { "", "abcd2345", token + "A", token.substring(1), "x".repeat(51) + " ",
				"abcd2345" + "=".repeat(43), "abcd2345" + "*".repeat(43), "x".repeat(10_000) }) {
			assertThat(LinkToken.read(none)).as(none).isEmpty();
		}
	}

	@Test
	void tellsNothingInLogs() {
		assertThat(LinkToken.read(token).orElseThrow()).hasToString("LinkToken[]");
	}

}
