package io.guildhall.audit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

import io.guildhall.audit.AuditEntry;
import io.guildhall.audit.AuditEntry.Change;

class AuditWordsTests {

	private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

	private final AuditWords words = new AuditWords(texts());

	@Test
	void tellsAnInstantInTheZoneOfTheOrganization() {
		Change told = told("membership.plan.changed", "saleFrom", "2026-03-01T22:30:00Z", Locale.SIMPLIFIED_CHINESE);
		assertThat(told.field()).isEqualTo("开售时间");
		assertThat(told.after()).contains("3月2日", "6:30").doesNotContain("Z");
	}

	@Test
	void tellsAnAmountAsPagesDo() {
		assertThat(told("order.placed", "total", "1234.50 CNY", Locale.ENGLISH).after()).isEqualTo("¥1,234.50");
		assertThat(told("order.placed", "total", "500 JPY", Locale.SIMPLIFIED_CHINESE).after()).endsWith("500");
		assertThat(told("order.placed", "note", "30.00 ABC", Locale.ENGLISH).after()).isEqualTo("30.00 ABC");
	}

	@ParameterizedTest
	@CsvSource({ "benefit.booking.made, state, BOOKED, Booked", "rebate.programme.activated, state, ACTIVE, Running",
			"occasion.set, occasion, BIRTHDAY, It is a member’s birthday",
			"member.consent.changed, sms, GIVEN, Agreed to be contacted",
			"points.rule.made, pointRule, SPEND, What is paid for orders" })
	void tellsConstantsInWords(String action, String field, String constant, String text) {
		assertThat(told(action, field, constant, Locale.ENGLISH).after()).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource({ "coupon.made, atMost, 5.00 CNY, ¥5.00", "coupon.made, basisPoints, 1250, 12.5%" })
	void tellsFiguresWithTheirUnit(String action, String field, String value, String text) {
		assertThat(told(action, field, value, Locale.ENGLISH).after()).isEqualTo(text);
	}

	@Test
	void tellsHowLongSomethingLastsInTheLanguageOfTheReader() {
		assertThat(told("coupon.batch.created", "validity", "7 days", Locale.SIMPLIFIED_CHINESE).after())
			.isEqualTo("7 天");
		assertThat(told("coupon.batch.created", "validity", "7 days", Locale.ENGLISH).after()).isEqualTo("7 days");
		assertThat(told("coupon.batch.created", "validity", "1 days", Locale.ENGLISH).after()).isEqualTo("1 day");
		assertThat(told("catalog.product.created", "validity", "12 months", Locale.SIMPLIFIED_CHINESE).after())
			.isEqualTo("12 个月");
		assertThat(told("catalog.product.created", "name", "21 days", Locale.SIMPLIFIED_CHINESE).after())
			.as("somebody calls it so")
			.isEqualTo("21 days");
	}

	@Test
	void tellsOfARecordWhatIsFilledIn() {
		assertThat(told("catalog.product.changed", "eligibility",
				"Eligibility[tiers=[CORE, NEW], groups=[0198a000-0000-7000-8000-000000000001], memberships=[]]",
				Locale.SIMPLIFIED_CHINESE)
			.after()).isEqualTo("分层：核心、新人");
	}

	@Test
	void saysNothingOfARecordWithNothingInIt() {
		AuditEntry entry = new AuditEntry(UUID.randomUUID(), Instant.EPOCH, "STAFF", null, "Ann", null,
				"catalog.product.created", "product", "1",
				List.of(new Change("eligibility", null, "Eligibility[tiers=[], groups=[], memberships=[]]")));
		assertThat(words.told(entry, Locale.ENGLISH, SHANGHAI).changes()).isEmpty();
	}

	private Change told(String action, String field, @Nullable String after, Locale locale) {
		AuditEntry entry = new AuditEntry(UUID.randomUUID(), Instant.EPOCH, "STAFF", null, "Ann", null, action, "thing",
				"1", List.of(new Change(field, null, after)));
		return words.told(entry, locale, SHANGHAI).changes().get(0);
	}

	private static ResourceBundleMessageSource texts() {
		ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
		texts.setBasenames("i18n/audit", "i18n/benefit", "i18n/member", "i18n/membership", "i18n/occasion",
				"i18n/points", "i18n/rebate", "i18n/shared");
		texts.setDefaultEncoding("UTF-8");
		texts.setFallbackToSystemLocale(false);
		return texts;
	}

}
