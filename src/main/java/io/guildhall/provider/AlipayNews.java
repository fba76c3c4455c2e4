package io.guildhall.provider;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.alipay.api.AlipayApiException;
import com.alipay.api.internal.util.AlipaySignature;

import io.guildhall.provider.PaymentProvider.Credentials;
import io.guildhall.provider.PaymentProvider.ForgedCallback;
import io.guildhall.provider.PaymentProvider.Notice;
import io.guildhall.provider.PaymentProvider.ProviderSilent;
import io.guildhall.provider.PaymentProvider.Told;
import io.guildhall.provider.ProviderName.KeyName;

/**
 * A callback of Alipay: a form whose fields are signed, sorted by their names. It says no
 * time by which an old one could be told from one that is sent again after hours, as
 * Alipay does; what came before is known by its id.
 */
final class AlipayNews {

	private static final String CHARSET = "utf-8";

	private AlipayNews() {
	}

	static Optional<Told> read(Credentials credentials, byte[] body) {
		Map<String, String> fields = fields(new String(body, StandardCharsets.UTF_8));
		requireSigned(credentials, fields);
		if (!credentials.key(KeyName.APP_ID).equals(fields.get("app_id"))
				|| !credentials.key(KeyName.SELLER_ID).equals(fields.get("seller_id"))) {
			throw new ForgedCallback("it is of another application or seller");
		}
		return TradeNumber.id(fields.getOrDefault("out_trade_no", ""))
			.map(id -> new Notice(fields.getOrDefault("notify_id", ""), id, standing(fields)));
	}

	private static Standing standing(Map<String, String> fields) {
		String trade = fields.getOrDefault("trade_no", "");
		try {
			return switch (fields.getOrDefault("trade_status", "")) {
				case "TRADE_SUCCESS", "TRADE_FINISHED" -> Standing.paid(fields.get("out_trade_no"),
						List.of(AlipayProvider.receipt(trade, fields.get("total_amount"), fields.get("gmt_payment"))));
				case "TRADE_CLOSED" -> Standing.closed(fields.get("out_trade_no"));
				default -> Standing.pending(fields.get("out_trade_no"), null);
			};
		}
		catch (ProviderSilent incomplete) {
			throw new ForgedCallback("something is missing in it");
		}
	}

	private static void requireSigned(Credentials credentials, Map<String, String> fields) {
		try {
			if (!fields.getOrDefault("sign_type", "").equals(AlipayProvider.SIGN_TYPE)
					|| !AlipaySignature.rsaCheckV1(new TreeMap<>(fields),
							KeyForms.bare(credentials.key(KeyName.PLATFORM_KEY)), CHARSET, AlipayProvider.SIGN_TYPE)) {
				throw new ForgedCallback("its signature is not right");
			}
		}
		catch (AlipayApiException unreadable) {
			// What the library says of it cites what came.
			throw new ForgedCallback("its signature cannot be read");
		}
	}

	private static Map<String, String> fields(String form) {
		Map<String, String> fields = new TreeMap<>();
		try {
			for (String pair : form.split("&", -1)) {
				int at = pair.indexOf('=');
				if (at > 0) {
					String name = URLDecoder.decode(pair.substring(0, at), StandardCharsets.UTF_8);
					if (fields.put(name, URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8)) != null) {
						throw new ForgedCallback("a field stands in it twice");
					}
				}
			}
		}
		catch (IllegalArgumentException unreadable) {
			throw new ForgedCallback("unreadable");
		}
		return fields;
	}

}
