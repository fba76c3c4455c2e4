package io.guildhall.chatlog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What an IRC server tells of somebody.
 *
 * @param verb joined, left, quit, kicked or renamed
 * @param who did so, or to whom it was done
 * @param other who did it, or what somebody is called from now on
 */
record IrcNotice(String verb, String who, @Nullable String other) {

	/** {@code nick [user@host] has joined #channel}, the nick as broken as it comes. */
	private static final Pattern COMING_AND_GOING = Pattern
		.compile("(\\S.*?)\\s*[\\[(]\\S+[\\])]\\s+has (joined|left|quit)(?:\\s.*)?");

	private static final Pattern RENAMED = Pattern.compile("(\\S.*?)\\s+is now known as\\s+(\\S.*?)\\s*");

	private static final Pattern KICKED = Pattern.compile("(\\S+) was kicked (?:from|off) \\S+ by (\\S+).*");

	private static final Pattern WEECHAT_KICKED = Pattern.compile("(\\S+) has kicked (\\S+).*");

	/** Patterns are not let loose on more. */
	private static final int LONGEST_NOTICE = 1000;

	/** What a notice tells; null where it tells nothing of who is there. */
	static @Nullable IrcNotice read(String notice) {
		if (notice.length() > LONGEST_NOTICE) {
			return null;
		}
		Matcher matcher = COMING_AND_GOING.matcher(notice);
		if (matcher.matches()) {
			return new IrcNotice(matcher.group(2), matcher.group(1), null);
		}
		matcher = RENAMED.matcher(notice);
		if (matcher.matches()) {
			return new IrcNotice("renamed", matcher.group(1), matcher.group(2));
		}
		matcher = KICKED.matcher(notice);
		if (matcher.matches()) {
			return new IrcNotice("kicked", matcher.group(1), matcher.group(2));
		}
		matcher = WEECHAT_KICKED.matcher(notice);
		return matcher.matches() ? new IrcNotice("kicked", matcher.group(2), matcher.group(1)) : null;
	}

	/** Whether somebody goes by another name. */
	boolean renamed() {
		return verb.equals("renamed");
	}

}
