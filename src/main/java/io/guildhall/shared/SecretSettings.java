package io.guildhall.shared;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The key of all keys.
 *
 * @param masterKey of which the keys come that secrets are encrypted with
 * @param secretKey its earlier name
 * @param secretKeyFile where one is kept that was made for the embedded database
 */
@ConfigurationProperties("guildhall")
record SecretSettings(@Nullable String masterKey, @Nullable String secretKey,
		@DefaultValue("var/secret.key") String secretKeyFile) {

	/** Two keys would leave what the one has sealed to the other. */
	SecretSettings {
		Assert.isTrue(isBlank(masterKey) || isBlank(secretKey) || java.util.Objects.equals(masterKey, secretKey),
				"GUILDHALL_SECRET_KEY is the earlier name of GUILDHALL_MASTER_KEY: set one of them");
	}

	/** The one that is set; null for none. */
	@Nullable String configured() {
		if (!isBlank(masterKey)) {
			return masterKey;
		}
		return isBlank(secretKey) ? null : secretKey;
	}

	/** Without the key. */
	@Override
	public String toString() {
		return "SecretSettings[]";
	}

	private static boolean isBlank(@Nullable String key) {
		return key == null || key.isBlank();
	}

}
