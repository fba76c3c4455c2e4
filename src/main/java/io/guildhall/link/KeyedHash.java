package io.guildhall.link;

import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256: signs, and hides what could be told from a hash without a key.
 */
public final class KeyedHash {

	private static final String ALGORITHM = "HmacSHA256";

	private KeyedHash() {
	}

	/** The 32 bytes of the parts one behind the other. */
	public static byte[] of(byte[] secret, byte[]... parts) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(secret, ALGORITHM));
			for (byte[] part : parts) {
				mac.update(part);
			}
			return mac.doFinal();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HmacSHA256", ex);
		}
	}

}
