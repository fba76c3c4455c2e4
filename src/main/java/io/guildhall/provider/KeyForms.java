package io.guildhall.provider;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.guildhall.provider.ProviderName.KeyName;

/**
 * What keys look like: a slip is found where it is typed, and not when somebody wants to
 * pay.
 */
public final class KeyForms {

	private static final int SHORTEST = 8;

	private static final int LONGEST = 4_000;

	private static final int FEWEST_BITS = 2048;

	private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

	private static final Pattern NONE = Pattern.compile("(?!)");

	/** What has a form that is known whoever asks for it. */
	private static final Map<KeyName, Pattern> FORMS = Map.of(KeyName.MERCHANT_ID, Pattern.compile("\\d{8,12}"),
			KeyName.SELLER_ID, Pattern.compile("2088\\d{12}"), KeyName.CERTIFICATE_SERIAL,
			Pattern.compile("[0-9A-Fa-f]{16,64}"), KeyName.API_V3_KEY, Pattern.compile("[!-~]{32}"),
			KeyName.PLATFORM_KEY_ID, Pattern.compile("PUB_KEY_ID_[0-9A-Za-z_]{4,60}"));

	private static final Map<ProviderName, Pattern> APP_IDS = Map.of(ProviderName.WECHAT_PAY,
			Pattern.compile("wx[0-9a-zA-Z]{8,30}"), ProviderName.ALIPAY, Pattern.compile("\\d{16}"));

	private KeyForms() {
	}

	/** Whether it is a key of that kind. */
	public static boolean isRight(ProviderName provider, KeyName key, String text) {
		if (text.length() > LONGEST) {
			return false;
		}
		return switch (key) {
			case PRIVATE_KEY -> reads(text, KeyForms::isPrivateKey);
			case PLATFORM_KEY -> reads(text, platform -> isPlatformKey(provider, platform));
			case APP_ID -> APP_IDS.getOrDefault(provider, NONE).matcher(text).matches();
			case SECRET_KEY, CALLBACK_SECRET ->
				text.length() >= SHORTEST && text.chars().allMatch(c -> c >= ' ' && c <= '~');
			default -> FORMS.getOrDefault(key, NONE).matcher(text).matches();
		};
	}

	/** Whether a public key has to be accompanied by its id. */
	public static boolean needsId(ProviderName provider, String platformKey) {
		return provider == ProviderName.WECHAT_PAY && !isCertificate(platformKey);
	}

	static boolean isCertificate(String pem) {
		return pem.contains(CERTIFICATE);
	}

	/**
	 * A key to sign with, in PKCS#8.
	 * @throws IllegalArgumentException if it is none
	 */
	static RSAPrivateKey privateKey(String pem) {
		try {
			return (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes(pem)));
		}
		catch (GeneralSecurityException | ClassCastException ex) {
			throw new IllegalArgumentException("no RSA key in PKCS#8", ex);
		}
	}

	/**
	 * A key to verify with.
	 * @throws IllegalArgumentException if it is none
	 */
	static PublicKey publicKey(String pem) {
		try {
			return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes(pem)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("no public RSA key", ex);
		}
	}

	/**
	 * A certificate to verify with.
	 * @throws IllegalArgumentException if it is none
	 */
	static X509Certificate certificate(String pem) {
		try {
			Certificate read = CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
			return (X509Certificate) read;
		}
		catch (GeneralSecurityException | ClassCastException ex) {
			throw new IllegalArgumentException("no certificate", ex);
		}
	}

	/** Without the lines around it, as Alipay wants it and shows it. */
	static String bare(String pem) {
		return pem.replaceAll("-----(BEGIN|END) [A-Z ]+-----", "").replaceAll("\\s", "");
	}

	private static byte[] bytes(String pem) {
		return Base64.getDecoder().decode(bare(pem));
	}

	private static boolean isPrivateKey(String text) {
		return privateKey(text).getModulus().bitLength() >= FEWEST_BITS;
	}

	private static boolean isPlatformKey(ProviderName provider, String text) {
		PublicKey key = isCertificate(text) ? certificate(text).getPublicKey() : publicKey(text);
		return (provider == ProviderName.WECHAT_PAY || !isCertificate(text)) && key instanceof RSAKey rsa
				&& rsa.getModulus().bitLength() >= FEWEST_BITS;
	}

	private static boolean reads(String text, Predicate<String> reading) {
		try {
			return reading.test(text);
		}
		catch (IllegalArgumentException none) {
			return false;
		}
	}

}
