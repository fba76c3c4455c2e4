package io.guildhall.coupon.web;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import io.guildhall.coupon.BatchDetails;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** What the pages of coupons show beside the coupons: whose they are, and a picture. */
@Component
@RequiredArgsConstructor
class CouponNames {

	private final MemberService members;

	private final MessageSource messages;

	private final JsonMapper json;

	/** The names of members, by their id as text. */
	Map<String, String> of(Collection<MemberId> ids) {
		Map<String, String> names = new HashMap<>();
		if (!ids.isEmpty()) {
			members.summaries(ids).forEach((id, member) -> names.put(id.toString(), member.displayName()));
		}
		return names;
	}

	/** The data of the funnel of a batch: stock, issued, used. */
	String funnel(BatchDetails batch) {
		Locale locale = LocaleContextHolder.getLocale();
		return json.writeValueAsString(Map.of("steps", List.of(step("coupon.stock.all", batch.stock(), locale),
				step("coupon.issued.all", batch.issued(), locale), step("coupon.used.all", batch.used(), locale))));
	}

	private Map<String, Object> step(String key, long value, Locale locale) {
		return Map.of("name", String.valueOf(messages.getMessage(key, null, key, locale)), "value", value);
	}

}
