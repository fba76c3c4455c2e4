package io.guildhall.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonObject;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.payments.model.Transaction;

import io.guildhall.provider.PaymentProvider.Credentials;
import io.guildhall.provider.PaymentProvider.ForgedCallback;
import io.guildhall.provider.PaymentProvider.Notice;
import io.guildhall.provider.PaymentProvider.ProviderSilent;
import io.guildhall.provider.PaymentProvider.RefundNotice;
import io.guildhall.provider.PaymentProvider.ReturnStanding;
import io.guildhall.provider.PaymentProvider.Told;
import io.guildhall.provider.ProviderName.KeyName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A callback of WeChat Pay: signed by WeChat Pay over time, nonce and every byte, and
 * encrypted by a key that only this merchant has.
 */
final class WechatNews {

	/** The headers that are about the signature, as the library spells them. */
	static final List<String> SIGNED = List.of("Wechatpay-Serial", "Wechatpay-Signature", "Wechatpay-Timestamp",
			"Wechatpay-Nonce");

	/** What is older was caught and is sent again. */
	private static final Duration OLDEST = Duration.ofMinutes(5);

	private static final String SIGN_TYPE = "WECHATPAY2-SHA256-RSA2048";

	private static final String CIPHER = "AEAD_AES_256_GCM";

	private final Credentials credentials;

	private final JsonNode envelope;

	private final RequestParam param;

	private WechatNews(Credentials credentials, JsonNode envelope, RequestParam param) {
		this.credentials = credentials;
		this.envelope = envelope;
		this.param = param;
	}

	static Optional<Told> read(Credentials credentials, Map<String, String> headers, byte[] body, Instant now,
			JsonMapper json) {
		String text = new String(body, StandardCharsets.UTF_8);
		RequestParam param = new RequestParam.Builder().serialNumber(header(headers, "Wechatpay-Serial"))
			.timestamp(header(headers, "Wechatpay-Timestamp"))
			.nonce(header(headers, "Wechatpay-Nonce"))
			.signature(header(headers, "Wechatpay-Signature"))
			.signType(SIGN_TYPE)
			.body(text)
			.build();
		requireNow(header(headers, "Wechatpay-Timestamp"), now);
		try {
			return new WechatNews(credentials, json.readTree(text), param).told();
		}
		catch (JacksonException unreadable) {
			throw new ForgedCallback("unreadable");
		}
	}

	private Optional<Told> told() {
		String type = envelope.path("event_type").asString("");
		String event = envelope.path("id").asString("");
		if (type.startsWith("REFUND.")) {
			JsonObject refund = believed(JsonObject.class);
			return TradeNumber.id(text(refund, "out_refund_no"))
				.filter(id -> !text(refund, "refund_status").equals("SUCCESS"))
				.map(id -> new RefundNotice(event, id,
						ReturnStanding.failed(text(refund, "refund_id"), text(refund, "refund_status"))));
		}
		Transaction paid = believed(Transaction.class);
		if (!credentials.key(KeyName.MERCHANT_ID).equals(paid.getMchid())
				|| !credentials.key(KeyName.APP_ID).equals(paid.getAppid())) {
			throw new ForgedCallback("it is of another merchant or application");
		}
		return TradeNumber.id(String.valueOf(paid.getOutTradeNo())).map(id -> new Notice(event, id, standing(paid)));
	}

	private static Standing standing(Transaction paid) {
		try {
			return WechatPayProvider.standing(paid, null);
		}
		catch (ProviderSilent incomplete) {
			throw new ForgedCallback("something is missing in it");
		}
	}

	/** What is inside, once the signature is verified and the content decrypted. */
	private <T> T believed(Class<T> type) {
		try {
			return new NotificationParser(Map.of(SIGN_TYPE, WechatKeys.verifier(credentials)),
					Map.of(CIPHER, WechatKeys.cipher(credentials)))
				.parse(param, type);
		}
		catch (RuntimeException unbelieved) {
			// The library has many ways to say so, and some of them cite what came.
			throw new ForgedCallback("its signature or its content is not right");
		}
	}

	private static void requireNow(String timestamp, Instant now) {
		if (!timestamp.matches("\\d{1,12}")) {
			throw new ForgedCallback("unsigned");
		}
		Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
		if (Duration.between(signed, now).abs().compareTo(OLDEST) > 0) {
			throw new ForgedCallback("it is too old");
		}
	}

	private static String header(Map<String, String> headers, String name) {
		return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
	}

	private static String text(JsonObject object, String name) {
		return object.has(name) && object.get(name).isJsonPrimitive() ? object.get(name).getAsString() : "";
	}

}
