package io.guildhall.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;

import io.guildhall.shared.Money;

/** How values look. */
class ShowTests {

	private final Show show = new Show(Locale.ENGLISH, null, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
			new StaticMessageSource());

	@Test
	void aShareThatWasAgreedIsNotRounded() {
		assertThat(show.share(1000)).isEqualTo("10%");
		assertThat(show.share(1250)).isEqualTo("12.5%");
		assertThat(show.share(1225)).isEqualTo("12.25%");
		assertThat(show.share(1)).isEqualTo("0.01%");
	}

	@Test
	void anAmountInATextLooksAsOnThePages() {
		PageTexts texts = new PageTexts();
		texts.setBasenames("i18n/order");
		texts.setDefaultEncoding("UTF-8");
		texts.setFallbackToSystemLocale(false);
		Object[] most = { Money.ofMajor(new BigDecimal("1234.5"), "CNY") };
		assertThat(texts.getMessage("order.above-per-order", most, Locale.ENGLISH)).contains("¥1,234.50");
	}

	@Test
	void aRateHasOneDecimal() {
		assertThat(show.percent(1, 3)).isEqualTo("33.3%");
		assertThat(show.percent(1, 0)).isEqualTo("–");
	}

}
