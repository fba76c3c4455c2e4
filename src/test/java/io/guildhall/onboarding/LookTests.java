package io.guildhall.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is taken for somebody who looks at a page. */
class LookTests {

	private static final String WECHAT = "Mozilla/5.0 (Linux; Android 14; 23127PN0CC Build/UKQ1.230804.001; wv)"
			+ " AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36"
			+ " MicroMessenger/8.0.50.2701(0x28003253) NetType/WIFI Language/zh_CN";

	@ParameterizedTest
	@ValueSource(strings = { WECHAT,
			"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
					+ " Version/17.5 Mobile/15E148 Safari/604.1",
			"Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/91.0" })
	void aTelephoneLooks(String browser) {
		assertThat(looks("GET", browser, "")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Mozilla/5.0 (compatible; Googlebot/2.1; +https://www.google.com/bot.html)",
			"Mozilla/5.0 (compatible; Baiduspider/2.0; +https://www.baidu.com/search/spider.html)",
			"Mozilla/5.0 (compatible; AdsBot-Google)", "facebookexternalhit/1.1", "WhatsApp/2.24.9.78 A",
			"Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "TelegramBot (like TwitterBot)", "curl/8.5.0",
			"python-requests/2.32", "Java-http-client/17.0.9", "Mozilla/5.0 HeadlessChrome/126.0.0.0 Safari/537.36",
			" " })
	void aMachineDoesNot(String browser) {
		assertThat(looks("GET", browser, "")).isFalse();
	}

	@Test
	void nobodyLooksYetAtWhatIsFetchedAhead() {
		assertThat(looks("GET", WECHAT, "prefetch;prerender")).isFalse();
		assertThat(looks("GET", WECHAT, "Prefetch")).isFalse();
		assertThat(looks("HEAD", WECHAT, "")).isFalse();
		assertThat(looks("GET", null, "")).isFalse();
	}

	@Test
	void itIsNotWrittenIntoLogs() {
		assertThat(new Look("192.0.2.7", WECHAT)).hasToString("Look[]");
	}

	private static boolean looks(String method, @Nullable String browser, String purpose) {
		return Look.of(method, browser, purpose, "192.0.2.7").isPresent();
	}

}
