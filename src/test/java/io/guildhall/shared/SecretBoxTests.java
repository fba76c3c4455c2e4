package io.guildhall.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.StandardEnvironment;

class SecretBoxTests {

	private static final String KEY = "a-master-key-of-the-tests-0123456789";

	private static final byte[] SECRET = "sk_test_123".getBytes(StandardCharsets.UTF_8);

	@Test
	void opensWhatItSealedForTheSamePurposeAndOwnerOnly() {
		SecretBox box = box(KEY, null);
		String sealed = box.seal("payment provider", SECRET, "acme/1");
		assertThat(sealed).isNotEqualTo(box.seal("payment provider", SECRET, "acme/1"));
		assertThat(box.open("payment provider", sealed, "acme/1")).isEqualTo(SECRET);
		assertThatIllegalStateException().isThrownBy(() -> box.open("payment provider", sealed, "acme/2"));
		assertThatIllegalStateException().isThrownBy(() -> box.open("second factor", sealed, "acme/1"));
		assertThatIllegalStateException().isThrownBy(
				() -> box("another-master-key-of-tests-0123456789", null).open("payment provider", sealed, "acme/1"));
	}

	@Test
	void theEarlierNameIsTheSameKey() {
		String sealed = box(null, KEY).seal("second factor", SECRET, "ann");
		assertThat(box(KEY, " ").open("second factor", sealed, "ann")).isEqualTo(SECRET);
		assertThat(box(KEY, KEY).open("second factor", sealed, "ann")).isEqualTo(SECRET);
		assertThatIllegalArgumentException().isThrownBy(() -> box(KEY, KEY + "0"));
	}

	/** Sealed by the version before there was a master key. */
	@Test
	void opensWhatAnEarlierVersionSealed() {
		String sealed = "AAECAwQFBgcICQoLzfN9UMQRyYpk7+AqyLvqVlBmKZGf88pIj6PP";
		assertThat(box(KEY, null).open("second factor", sealed, "ann")).isEqualTo(SECRET);
	}

	@Test
	void withoutAKeyNothingIsKept() {
		SecretBox box = box("", null);
		assertThat(box.isReady()).isFalse();
		assertThatExceptionOfType(SecretBox.NoMasterKey.class)
			.isThrownBy(() -> box.seal("payment provider", SECRET, "acme/1"))
			.extracting(DomainException::getCode)
			.isEqualTo("shared.no-master-key");
		assertThatIllegalStateException().isThrownBy(() -> box("short", null));
	}

	private static SecretBox box(@Nullable String master, @Nullable String earlier) {
		return new SecretBox(new SecretSettings(master, earlier, "unused"), new StandardEnvironment());
	}

}
