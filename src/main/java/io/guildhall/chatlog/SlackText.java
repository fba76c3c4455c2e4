package io.guildhall.chatlog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The marks in Slack's texts, written as people saw them. */
final class SlackText {

	private static final Pattern MARK = Pattern.compile("<([^<>]{1,4000})>");

	private static final Pattern ONLY_A_LINK = Pattern.compile("\\s*<https?://[^<>\\s]{1,4000}>\\s*");

	private SlackText() {
	}

	/**
	 * The text with names instead of ids, and with the addresses of Slack's files without
	 * the keys that Slack puts behind them.
	 */
	static String plain(String raw, SlackDirectory directory) {
		if (raw.indexOf('<') < 0 && raw.indexOf('&') < 0) {
			return raw;
		}
		StringBuilder plain = new StringBuilder(raw.length());
		Matcher mark = MARK.matcher(raw);
		int from = 0;
		while (mark.find()) {
			plain.append(raw, from, mark.start()).append(said(mark.group(1), directory));
			from = mark.end();
		}
		plain.append(raw, from, raw.length());
		return plain.toString().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
	}

	/** Whether a web address is among it. */
	static boolean hasLink(String raw) {
		return raw.contains("<http://") || raw.contains("<https://") || Words.hasLink(raw);
	}

	/** Whether it is a web address and nothing else. */
	static boolean isLink(String raw) {
		return ONLY_A_LINK.matcher(raw).matches();
	}

	private static String said(String mark, SlackDirectory directory) {
		int bar = mark.indexOf('|');
		String target = (bar < 0) ? mark : mark.substring(0, bar);
		String label = (bar < 0) ? "" : mark.substring(bar + 1);
		return switch (target.isEmpty() ? ' ' : target.charAt(0)) {
			case '@' -> {
				String known = directory.name(target.substring(1));
				yield "@" + ((known != null) ? known : (label.isEmpty() ? target.substring(1) : label));
			}
			case '#' -> "#" + (label.isEmpty() ? target.substring(1) : label);
			case '!' -> label.isEmpty() ? "@" + target.substring(1) : label;
			default -> label.isEmpty() ? withoutKey(target) : withoutKey(label);
		};
	}

	private static String withoutKey(String address) {
		boolean keyed = address.contains("xoxe-") || address.contains("xoxp-")
				|| address.startsWith("https://files.slack.com/");
		int query = address.indexOf('?');
		return (keyed && query >= 0) ? address.substring(0, query) : address;
	}

}
