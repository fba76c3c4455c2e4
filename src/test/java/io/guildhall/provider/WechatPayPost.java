package io.guildhall.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.guildhall.provider.ProviderName.KeyName;

/** WeChat Pay's side: signs answers and callbacks and encrypts them as it documents. */
public final class WechatPayPost {

	/** The merchant's number. */
	public static final String MERCHANT = "1900000001";

	/** Its application. */
	public static final String APP = "wx8888888888888888";

	private static final String KEY_ID = "PUB_KEY_ID_0000000000000024101100397200000006";

	private static final String API_V3_KEY = "0123456789abcdef0123456789ABCDEF";

	private static final String NONCE = "593BEC0C930BF1AFEB40B4A08C8FB242";

	private final RsaKeys platform = RsaKeys.make();

	private final RsaKeys merchant = RsaKeys.make();

	/** What the merchant enters here. */
	public Map<KeyName, String> keys() {
		return Map.of(KeyName.MERCHANT_ID, MERCHANT, KeyName.APP_ID, APP, KeyName.CERTIFICATE_SERIAL,
				"5157F09EFDC096DE15EBE81A47057A7232F1B8E1", KeyName.PRIVATE_KEY, merchant.privatePem(),
				KeyName.API_V3_KEY, API_V3_KEY, KeyName.PLATFORM_KEY, platform.publicPem(), KeyName.PLATFORM_KEY_ID,
				KEY_ID);
	}

	/** The merchant's own pair, to verify what we sign. */
	RsaKeys merchant() {
		return merchant;
	}

	/** An answer, signed now: the library looks at its own clock. */
	public ProviderServer.Answer answer(int status, String body) {
		return new ProviderServer.Answer(status, body, signed(body, Instant.ofEpochMilli(System.currentTimeMillis())));
	}

	/** The headers over a body. */
	public Map<String, String> signed(String body, Instant at) {
		String timestamp = String.valueOf(at.getEpochSecond());
		Map<String, String> headers = new HashMap<>();
		headers.put("Wechatpay-Timestamp", timestamp);
		headers.put("Wechatpay-Nonce", NONCE);
		headers.put("Wechatpay-Serial", KEY_ID);
		headers.put("Wechatpay-Signature", platform.sign(timestamp + "\n" + NONCE + "\n" + body + "\n"));
		return headers;
	}

	/** A callback, encrypted by the merchant's key. */
	public String callback(String event, String type, String resource) {
		return callback(event, type, resource, API_V3_KEY);
	}

	/** A callback, encrypted by a key. */
	public String callback(String event, String type, String resource, String key) {
		try {
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "AES"),
					new GCMParameterSpec(128, "fdasflkja484".getBytes(StandardCharsets.UTF_8)));
			cipher.updateAAD("transaction".getBytes(StandardCharsets.UTF_8));
			String sealed = Base64.getEncoder()
				.encodeToString(cipher.doFinal(resource.getBytes(StandardCharsets.UTF_8)));
			return """
					{"id":"%s","create_time":"2026-03-01T18:01:00+08:00","resource_type":"encrypt-resource",\
					"event_type":"%s","summary":"支付成功","resource":{"original_type":"transaction",\
					"algorithm":"AEAD_AES_256_GCM","ciphertext":"%s","associated_data":"transaction",\
					"nonce":"fdasflkja484"}}""".formatted(event, type, sealed);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A transaction as it is asked for and told. */
	public static String transaction(String number, String state, long total) {
		return """
				{"mchid":"%s","appid":"%s","out_trade_no":"%s","transaction_id":"4200001234202603010000000001",\
				"trade_type":"NATIVE","trade_state":"%s","trade_state_desc":"","bank_type":"OTHERS","attach":"",\
				"success_time":"2026-03-01T18:01:00+08:00","payer":{"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"},\
				"amount":{"total":%d,"payer_total":%d,"currency":"CNY","payer_currency":"CNY"}}""".formatted(MERCHANT,
				APP, number, state, total, total);
	}

	/** A refund as it is asked for and told. */
	static String refund(String number, String state) {
		return """
				{"refund_id":"50000000382019052709732678859","out_refund_no":"%s","transaction_id":"4200001234",\
				"out_trade_no":"1","channel":"ORIGINAL","user_received_account":"x","create_time":"2026-03-02T18:01:00+08:00",\
				"status":"%s","refund_status":"%s","funds_account":"AVAILABLE",\
				"amount":{"total":3000,"refund":1000,"payer_total":3000,"payer_refund":1000,"currency":"CNY"}}"""
			.formatted(number, state, state);
	}

}
