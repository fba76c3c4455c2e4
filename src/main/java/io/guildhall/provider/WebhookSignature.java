package io.guildhall.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import io.guildhall.provider.PaymentProvider.ForgedCallback;

/**
 * A signature over the time and every byte of a body, as Stripe writes it:
 * {@code t=1492774577,v1=5257a869…}. Of several one has to be right, since keys are
 * renewed.
 */
public final class WebhookSignature {

	/** What is older was caught and is sent again. */
	public static final Duration OLDEST = Duration.ofMinutes(5);

	private WebhookSignature() {
	}

	/** What goes into the header with a body. */
	public static String sign(String secret, byte[] body, Instant at) {
		long time = at.getEpochSecond();
		return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac(secret, time, body));
	}

	/**
	 * Believes a body, or does not.
	 * @throws ForgedCallback with the reason
	 */
	public static void verify(@Nullable String header, String secret, byte[] body, Instant now) {
		if (header == null || secret.isEmpty()) {
			throw new ForgedCallback((header == null) ? "unsigned" : "there is no key to judge it by");
		}
		long time = -1;
		List<byte[]> signatures = new ArrayList<>();
		for (String part : header.split(",", -1)) {
			String[] pair = part.strip().split("=", 2);
			if (pair.length == 2 && pair[0].equals("t") && pair[1].matches("\\d{1,12}")) {
				time = Long.parseLong(pair[1]);
			}
			else if (pair.length == 2 && pair[0].equals("v1") && pair[1].matches("[0-9a-f]{64}")) {
				signatures.add(HexFormat.of().parseHex(pair[1]));
			}
		}
		byte[] right = mac(secret, time, body);
		if (time < 0 || signatures.stream().noneMatch(signature -> MessageDigest.isEqual(signature, right))) {
			throw new ForgedCallback("its signature is not right");
		}
		if (Duration.between(Instant.ofEpochSecond(time), now).abs().compareTo(OLDEST) > 0) {
			throw new ForgedCallback("it is too old");
		}
	}

	private static byte[] mac(String secret, long time, byte[] body) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
			return mac.doFinal(body);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HmacSHA256", ex);
		}
	}

}
