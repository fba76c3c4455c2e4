package io.guildhall.chatlog;

import java.util.regex.Pattern;

/** How an IRC log is laid out. */
enum IrcShape {

	UBUNTU("chatlog.reason.irc-ubuntu", "\\[\\d\\d:\\d\\d(?::\\d\\d)?\\] (?:<[^>]+>| \\* ).*"),

	CHANNEL("chatlog.reason.irc-channel", "\\S+ \\d{4}-\\d{2}-\\d{2} \\[\\d\\d:\\d\\d:\\d\\d\\] <[^>]+>.*"),

	IRSSI("chatlog.reason.irc-irssi",
			"\\d\\d:\\d\\d(?::\\d\\d)? (?:<[^>]+>|-!- | \\* ).*|--- (?:Log opened|Day changed) .*"),

	WEECHAT("chatlog.reason.irc-weechat", "\\d{4}-\\d{2}-\\d{2} \\d\\d:\\d\\d:\\d\\d\\t[^\\t]+\\t.*");

	final String reason;

	private final Pattern pattern;

	IrcShape(String reason, String pattern) {
		this.reason = reason;
		this.pattern = Pattern.compile(pattern);
	}

	boolean fits(String line) {
		return this.pattern.matcher(line).matches();
	}

}
