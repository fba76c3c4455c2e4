package io.guildhall.onboarding;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A look at a public page that somebody may have taken, by a browser that names itself by
 * no cookie (ADR 165). Nothing of it is kept as it is.
 *
 * @param address from where the page was asked for
 * @param browser what the browser says that it is
 */
public record Look(String address, String browser) {

	/**
	 * What machines call themselves: those that read the web, show what stands behind a
	 * link that was sent, watch whether a page answers, and libraries of programs. A
	 * telephone is called Cubot.
	 */
	private static final Pattern MACHINE = Pattern
		.compile("(?<!cu)bot\\b|crawl|spider|slurp|preview|externalhit|whatsapp/|headless|phantomjs|lighthouse|monitor"
				+ "|uptime|pingdom|scrapy|curl/|wget/|python|java/|okhttp|http-client|httpclient|axios/|libwww");

	/** What browsers call a page that they fetch before anybody wants to see it. */
	private static final Pattern AHEAD = Pattern.compile("prefetch|prerender|preview");

	/**
	 * A request as a look; empty where nobody looks: it asks for no page, it fetches one
	 * that may be wanted later, or a machine sent it, as far as it says so.
	 * @param method of the request
	 * @param browser what it says that it is; null for nothing
	 * @param purpose what browsers say beside it of why they ask; may be empty
	 */
	public static Optional<Look> of(String method, @Nullable String browser, String purpose, String address) {
		if (!method.equals("GET") || browser == null || browser.isBlank()) {
			return Optional.empty();
		}
		boolean nobody = AHEAD.matcher(purpose.toLowerCase(Locale.ROOT)).find()
				|| MACHINE.matcher(browser.toLowerCase(Locale.ROOT)).find();
		return nobody ? Optional.empty() : Optional.of(new Look(address, browser));
	}

	/** Nothing of it belongs into logs. */
	@Override
	public String toString() {
		return "Look[]";
	}
}
