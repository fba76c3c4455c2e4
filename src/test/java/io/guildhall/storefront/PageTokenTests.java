package io.guildhall.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.guildhall.storefront.PageToken.Purpose;

/** What stands in the links of order pages. */
class PageTokenTests {

	private static final byte[] SECRET = new byte[32];

	private final UUID page = UUID.randomUUID();

	private final UUID ann = UUID.randomUUID();

	private final String token = PageToken.sign(Purpose.MEMBER, "abcd2345", SECRET, page, ann);

	@Test
	void namesWhomItWasSignedFor() {
		PageToken read = PageToken.read(token).orElseThrow();
		assertThat(read.code()).isEqualTo("abcd2345");
		assertThat(read.named(Purpose.MEMBER, SECRET, page)).contains(ann);
		assertThat(read.toString()).doesNotContain("abcd2345");
	}

	@Test
	void isWorthNothingForAnotherPurposePageOrSecret() {
		PageToken read = PageToken.read(token).orElseThrow();
		assertThat(read.named(Purpose.ORDER, SECRET, page)).isEmpty();
		assertThat(read.named(Purpose.MEMBER, SECRET, UUID.randomUUID())).isEmpty();
		byte[] other = SECRET.clone();
		other[0] = 1;
		assertThat(read.named(Purpose.MEMBER, other, page)).isEmpty();
	}

	@Test
	void whateverIsChangedInItFailsIt() {
		for (int i = 8; i < token.length(); i++) {
			char letter = (token.charAt(i) == 'A') ? 'B' : 'A';
			String altered = token.substring(0, i) + letter + token.substring(i + 1);
			assertThat(PageToken.read(altered).flatMap(read -> read.named(Purpose.MEMBER, SECRET, page))).isEmpty();
		}
		for (String none : new String[] { "", "abcd2345", token + "A", token.substring(1), "abcd2345" + "*".repeat(43),
				"x".repeat(5_000) }) {
			assertThat(PageToken.read(none)).isEmpty();
		}
	}

}
