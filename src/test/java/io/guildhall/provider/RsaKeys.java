package io.guildhall.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** A pair of keys made for a test, as PEM and as what signs with it. */
public final class RsaKeys {

	private static final int LINE = 64;

	private final KeyPair pair;

	private RsaKeys(KeyPair pair) {
		this.pair = pair;
	}

	/** A new pair. */
	public static RsaKeys make() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			return new RsaKeys(generator.generateKeyPair());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The private one, in PKCS#8. */
	public String privatePem() {
		return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
	}

	/** The public one. */
	public String publicPem() {
		return pem("PUBLIC KEY", pair.getPublic().getEncoded());
	}

	/** SHA-256 with RSA over a text, in Base64. */
	public String sign(String text) {
		try {
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initSign(pair.getPrivate());
			signature.update(text.getBytes(StandardCharsets.UTF_8));
			return Base64.getEncoder().encodeToString(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Whether a text was signed so by it. */
	public boolean isSigned(String text, String base64) {
		try {
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initVerify(pair.getPublic());
			signature.update(text.getBytes(StandardCharsets.UTF_8));
			return signature.verify(Base64.getDecoder().decode(base64));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String pem(String kind, byte[] bytes) {
		return "-----BEGIN " + kind + "-----\n"
				+ Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes)
				+ "\n-----END " + kind + "-----\n";
	}

}
