package io.guildhall.provider;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.guildhall.provider.ProviderName.KeyName;

/** Alipay's side: verifies what it is asked and signs what it says, as it documents. */
public final class AlipayPost {

	/** The application. */
	public static final String APP = "2021000000000001";

	/** The seller. */
	public static final String SELLER = "2088000000000001";

	private final RsaKeys platform = RsaKeys.make();

	private final RsaKeys merchant = RsaKeys.make();

	/** What the merchant enters here. */
	public Map<KeyName, String> keys() {
		return Map.of(KeyName.APP_ID, APP, KeyName.SELLER_ID, SELLER, KeyName.PRIVATE_KEY, merchant.privatePem(),
				KeyName.PLATFORM_KEY, platform.publicPem());
	}

	/** An answer to a method, signed. */
	public ProviderServer.Answer answer(String method, String content) {
		String name = method.replace('.', '_') + "_response";
		return new ProviderServer.Answer(200,
				"{\"" + name + "\":" + content + ",\"sign\":\"" + platform.sign(content) + "\"}", Map.of());
	}

	/**
	 * What stands in a request, whose signature is verified; null where it is not right.
	 */
	Map<String, String> asked(ProviderServer.Asked asked) {
		Map<String, String> fields = new TreeMap<>();
		String query = asked.what().substring(asked.what().indexOf('?') + 1);
		for (String pair : (query + "&" + asked.body()).split("&", -1)) {
			int at = pair.indexOf('=');
			if (at > 0) {
				fields.put(pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
			}
		}
		String signature = fields.remove("sign");
		return (signature != null && merchant.isSigned(sorted(fields), signature)) ? fields : null;
	}

	/** A notification as Alipay posts it. */
	public String form(Map<String, String> fields) {
		Map<String, String> signed = new TreeMap<>(fields);
		String signature = platform.sign(sorted(fields));
		signed.put("sign", signature);
		signed.put("sign_type", "RSA2");
		return encoded(signed);
	}

	/** Fields as a form. */
	static String encoded(Map<String, String> fields) {
		return fields.entrySet()
			.stream()
			.map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	/** That a trade was paid. */
	public static Map<String, String> paid(String event, String number, String amount) {
		Map<String, String> fields = new TreeMap<>();
		fields.put("notify_id", event);
		fields.put("notify_time", "2026-03-01 18:01:02");
		fields.put("notify_type", "trade_status_sync");
		fields.put("charset", "utf-8");
		fields.put("version", "1.0");
		fields.put("app_id", APP);
		fields.put("seller_id", SELLER);
		fields.put("out_trade_no", number);
		fields.put("trade_no", "2026030122001400000000000001");
		fields.put("trade_status", "TRADE_SUCCESS");
		fields.put("total_amount", amount);
		fields.put("subject", "读书会 #12");
		fields.put("gmt_payment", "2026-03-01 18:01:00");
		return fields;
	}

	private static String sorted(Map<String, String> fields) {
		return new TreeMap<>(fields).entrySet()
			.stream()
			.filter(field -> !field.getValue().isEmpty())
			.map(field -> field.getKey() + "=" + field.getValue())
			.collect(Collectors.joining("&"));
	}

}
