package io.guildhall.campaign;

import org.jspecify.annotations.Nullable;

/** The text of a campaign, made ready to send to one member. */
final class CampaignText {

	static final String NAME = "{name}";

	static final String CODE = "{code}";

	static final String UNTIL = "{until}";

	private CampaignText() {
	}

	/**
	 * The text for a member. A line that asks for a coupon is left out where the member
	 * has none: nobody is promised a code that is not there.
	 */
	static String of(String text, String name, @Nullable String code, @Nullable String until) {
		StringBuilder lines = new StringBuilder();
		text.lines()
			.filter(line -> code != null || !(line.contains(CODE) || line.contains(UNTIL)))
			.map(line -> line.replace(NAME, name)
				.replace(CODE, (code != null) ? code : "")
				.replace(UNTIL, (until != null) ? until : ""))
			.forEach(line -> lines.append(line).append('\n'));
		return lines.toString().strip();
	}

}
